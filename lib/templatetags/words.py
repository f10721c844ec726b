"""For letters: Django's own `translate` and `blocktranslate`, in the words that were chosen.

Load it after i18n. Where nothing was chosen, the letter says what it says anyway.
"""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token, render_value_in_context
from django.template.context import Context
from django.templatetags import i18n

from lib.wording import KEY, Sentence, filled

register = template.Library()


class Said(Node):
    """A sentence without places."""

    def __init__(self, node: Any) -> None:
        self.node = node
        self.sentences = (Sentence(str(node.filter_expression.var.literal).replace("%%", "%")),)

    def render(self, context: Context) -> str:
        words = (context.get(KEY) or {}).get(self.sentences[0].text)
        if words is None:
            return str(self.node.render(context))
        return filled(words, {}, as_html=context.autoescape)


class SaidWithPlaces(Node):
    """A sentence with places; or two, for one and for many."""

    def __init__(self, node: Any) -> None:
        self.node = node
        forms = [tokens for tokens in (node.singular, node.plural) if tokens]
        self.sentences = tuple(Sentence(node.render_token_list(tokens)[0]) for tokens in forms)

    def render(self, context: Context) -> str:
        node = self.node
        facts = {name: value.resolve(context) for name, value in node.extra_context.items()}
        sentence = self.sentences[0]
        if node.plural:
            facts[node.countervar] = node.counter.resolve(context)
            sentence = self.sentences[facts[node.countervar] != 1]
        words = (context.get(KEY) or {}).get(sentence.text)
        if words is None:
            return str(node.render(context))
        with context.push(**facts):
            values = {
                name: render_value_in_context(context.get(name, ""), context)
                for name in sentence.places
            }
        return filled(words, values, as_html=context.autoescape)


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Said:
    """{% translate "…" %}"""
    return Said(i18n.do_translate(parser, token))


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> SaidWithPlaces:
    """{% blocktranslate %}…{% endblocktranslate %}"""
    return SaidWithPlaces(i18n.do_block_translate(parser, token))
