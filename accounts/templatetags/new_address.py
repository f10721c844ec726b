"""{{ request|waiting_address }}"""

from django import template

from accounts.new_address import waiting_address

register = template.Library()
register.filter("waiting_address", waiting_address)
