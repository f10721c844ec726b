"""{% if passkey|is_only_way_in %}"""

from django import template

from accounts.second_steps import is_only_way_in

register = template.Library()
register.filter("is_only_way_in", is_only_way_in)
