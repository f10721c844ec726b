"""Fields and what is wrong with them: joined up for everybody, typed words kept."""

import re
from typing import Any

from django import forms

from lib.gallery import ExampleForm
from lib.templatetags.look import first_control, lead
from tests.look.rendering import component, heard


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As <you> like.")
    later = forms.CharField(label="Later", required=False)
    way = forms.ChoiceField(label="Way", choices=[("v", "Video")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def field(name: str, data: dict[str, str] | None = None, **inputs: Any) -> str:
    return component("field", field=Example(data)[name], **inputs)


def test_field_joins_label_hint_and_control() -> None:
    made = field("name")
    assert '<label for="id_name">Name' in made
    assert '<div class="field-hint" id="id_name_helptext">As &lt;you&gt; like.</div>' in made
    assert 'aria-describedby="id_name_helptext"' in made
    assert "aria-invalid" not in made


def test_wrong_field_says_so_and_is_described_by_hint_and_error() -> None:
    made = field("name", {"name": ""})
    assert 'aria-invalid="true"' in made
    assert 'aria-describedby="id_name_helptext id_name_error"' in made
    assert re.search(r'id="id_name_error"><span class="visually-hidden">Error:</span> This', made)


def test_typed_words_are_kept() -> None:
    assert 'value="O&#x27;Brien &lt;b&gt;"' in field("name", {"name": "O'Brien <b>"})


def test_only_optional_fields_are_marked() -> None:
    assert "(optional)" in field("later")
    assert "(optional)" not in field("name")


def test_hint_and_label_can_be_said_otherwise() -> None:
    assert "Full name" in field("name", label="Full name")
    assert "In any script." in field("name", hint="In any script.")


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    made = field("way", {"name": "x"})
    assert made.count("<fieldset") == 1
    assert "<legend>Way" in made
    assert 'aria-describedby="id_way_error"' in made


def test_tick_stands_before_its_words() -> None:
    made = field("agree")
    assert made.index('type="checkbox"') < made.index('<label for="id_agree">I agree</label>')


def test_hidden_field_is_its_control_alone() -> None:
    assert field("secret").endswith('<input type="hidden" name="secret" id="id_secret">')
    assert "<label" not in field("secret")


def test_form_fields_show_each_field_once() -> None:
    made = component("form_fields", form=ExampleForm())
    assert [made.count(f'name="{name}"') > 0 for name in ExampleForm.base_fields] == [True] * 8
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids))


def test_summary_is_silent_while_all_is_well() -> None:
    assert heard(component("error_summary", form=Example())) == ""


def test_summary_links_every_error_to_a_control_that_exists() -> None:
    form = Example({"secret": ""})
    made = component("error_summary", form=form)
    links = re.findall(r'href="#([^"]+)"', made)
    controls = re.findall(r' id="([^"]+)"', component("form_fields", form=form))
    assert links == ["id_name", "id_way_0"]
    assert set(links) <= set(controls)
    assert "There are 3 problems" in made


def test_summary_takes_the_focus_and_shows_errors_of_the_whole_form() -> None:
    form = Example({"name": "x", "way": "v", "secret": "x"})
    form.add_error(None, "Choose another day.")
    made = component("error_summary", form=form)
    assert 'tabindex="-1" autofocus' in made
    assert "There is 1 problem" in made
    assert "<li>Choose another day.</li>" in made


def test_first_control_of_choices_is_the_first_choice() -> None:
    assert first_control(Example()["way"]) == "id_way_0"
    assert first_control(Example()["name"]) == "id_name"


def test_a_question_needs_no_colon() -> None:
    assert (lead("Name"), lead("Are you away?")) == ("Name:", "Are you away?")
