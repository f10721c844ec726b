"""The vocabularies that the product starts with. Afterwards the tables are the truth.

Names and order are those gathered in domain notes of the scheme: three routes, the
networks as of the Midlands merger of June 2025, and the area names (edition 2021)
that stand on CILIP's own wheel, as tags only.
"""

from datetime import UTC, datetime

MIDLANDS_MERGED_AT = datetime(2025, 6, 1, tzinfo=UTC)

ROUTES = [
    ("certification", "Certification", "ACLIP"),
    ("chartership", "Chartership", "MCLIP"),
    ("fellowship", "Fellowship", "FCLIP"),
]

# From public pages of the scheme; what each asks for in full is in its handbook.
PURPOSES = {
    "certification": "For people who are starting out and building their core skills.",
    "chartership": "For people with some experience who can evaluate the service they give.",
    "fellowship": (
        "For people who have achieved much in practice and contributed much to the profession."
    ),
}

REGIONS = [
    ("scotland", "CILIP in Scotland (CILIPS)"),
    ("cymru-wales", "CILIP Cymru Wales"),
    ("ireland", "CILIP Ireland"),
    ("north-east", "North East"),
    ("north-west", "North West"),
    ("yorkshire-humber", "Yorkshire and Humber"),
    ("midlands", "Midlands"),
    ("east", "East of England"),
    ("london", "London"),
    ("south-east", "South East"),
    ("south-west", "South West"),
    ("outside-uk", "Republic of Ireland or outside the UK"),
]

REPLACED_REGIONS = [
    ("east-midlands", "East Midlands", "midlands"),
    ("west-midlands", "West Midlands", "midlands"),
]

SECTORS = [
    ("higher-education", "Higher education"),
    ("further-education", "Further education"),
    ("public", "Public libraries"),
    ("schools", "Schools"),
    ("health", "Health and social care"),
    ("prisons", "Prisons"),
    ("government", "Government"),
    ("national", "Parliamentary and national libraries"),
    ("defence", "Defence"),
    ("law", "Law"),
    ("commercial", "Commercial and industry"),
    ("voluntary", "Charity and voluntary"),
    ("learned-societies", "Learned and professional societies"),
    ("knowledge", "Knowledge and information management"),
    ("archives", "Archives and records"),
    ("self-employed", "Self-employed or consultant"),
    ("retired", "Retired"),
    ("between-posts", "Between posts"),
    ("other", "Other"),
]

ORGANISATION_KINDS = [
    ("university", "University or college"),
    ("local-authority", "Local authority"),
    ("nhs", "NHS or other health body"),
    ("school", "School or trust of schools"),
    ("government", "Government or public body"),
    ("national", "National library, museum or archive"),
    ("charity", "Charity or learned society"),
    ("company", "Company"),
    ("law-firm", "Law firm or chambers"),
    ("prison-service", "Prison service"),
    ("own-business", "Own business"),
    ("other", "Other"),
]

KNOWLEDGE_AREAS = [
    ("knowledge-management", "Knowledge management"),
    ("information-management", "Information management"),
    ("information-governance", "Information governance and compliance"),
    ("information-exploitation", "Information exploitation and use"),
    ("data-management", "Data management"),
    ("literacies", "Literacies and learning"),
    ("collections", "Collection management and development"),
    ("records", "Records management and archiving"),
    ("research", "Research"),
    ("leadership", "Leadership, advocacy, influencing and personal effectiveness"),
    ("strategy", "Strategy, planning and management"),
    ("customer-focus", "Customer focus, service design and marketing"),
    ("technology", "Technology and communication"),
]

MEETING_WAYS = [
    ("in-person", "In person"),
    ("video", "Video"),
    ("telephone", "Telephone"),
    ("e-mail", "E-mail"),
]

LANGUAGES = [
    ("english", "English", "en"),
    ("cymraeg", "Cymraeg (Welsh)", "cy"),
    ("gaelic", "Gàidhlig (Scottish Gaelic)", "gd"),
    ("gaeilge", "Gaeilge (Irish)", "ga"),
    ("bsl", "British Sign Language", "bfi"),
    ("french", "Français (French)", "fr"),
    ("german", "Deutsch (German)", "de"),
    ("spanish", "Español (Spanish)", "es"),
    ("polish", "Polski (Polish)", "pl"),
    ("urdu", "اردو (Urdu)", "ur"),
    ("punjabi", "ਪੰਜਾਬੀ (Punjabi)", "pa"),
    ("chinese", "中文 (Chinese)", "zh"),
]
