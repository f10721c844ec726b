"""What the scheme begins with. The office changes it; a migration has put it there once."""

AGREEMENT = {
    "aims": (
        "The mentee says what they would like to be different by the end, and what in their work "
        "towards registration they want somebody to think with. We put the first aims into words "
        "at our first meeting, and change them when they change."
    ),
    "mentee_expects": (
        "That the mentor listens, asks honest questions, tells what they have seen, and says what "
        "they think. How much of a push is welcome, the mentee says.\n\n"
        "A mentor guides. They do not assess, write or decide for the mentee, and cannot promise "
        "a result."
    ),
    "mentor_expects": (
        "That the mentee leads: brings the questions, does the work between meetings, says early "
        "when something gets in the way, and makes their own decisions."
    ),
    "meeting": (
        "About every six weeks, for about an hour, by video, by telephone or in person, as it "
        "suits us both. What is short can be asked in a message in between."
    ),
    "arranging": (
        "The mentee suggests the dates, and sends two or three points to talk about a few days "
        "before. Afterwards the mentee notes what was agreed. We set the next date before we part."
    ),
    "replying": "Within a week. Whoever needs longer says so in a line.",
    "cancelling": (
        "With a day’s notice where possible, and nobody has to give a reason. Whoever cancels "
        "suggests another day. If two meetings in a row do not happen, we talk about whether the "
        "rhythm still fits."
    ),
    "target_dates": (
        "The mentee sets their own dates, for instance for looking at the Professional Knowledge "
        "and Skills Base, for gathering evidence, for a first draft and for submitting. The dates "
        "are there to help, and they may move. The mentoring itself has no deadline."
    ),
    "confidentiality": (
        "What we tell each other stays between us, also after the end. We name colleagues and "
        "library users only where it is needed, and show an employer’s papers only where that is "
        "allowed.\n\n"
        "It has limits: where somebody may come to harm, where the law asks one of us to speak, "
        "or where a code of conduct that binds us has been broken. Then we tell each other first, "
        "if that is safe, and say no more than is needed."
    ),
    "conflicts": (
        "Neither of us line manages the other. If we come to meet in another role, for instance "
        "because one of us is asked to appoint, judge or recommend the other, or because our "
        "employers compete, we say so at once and decide together whether to go on."
    ),
    "reviewing": (
        "After our third meeting, and every six months from then on. We ask each other what goes "
        "well and what should be different, and change this agreement where it should change."
    ),
    "if_mentor_stops": (
        "The mentor says so as early as they can. The mentee may look for another mentor at once, "
        "and nothing of their registration is lost."
    ),
    "ending": (
        "Either of us may end it at any time, without blame and without a reason. If we can, we "
        "do so in a conversation: we look back at what has been done, and say thank you. What was "
        "said in confidence stays so."
    ),
}
