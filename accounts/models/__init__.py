"""Who you are: the member, and the roles in the office that a member can hold."""

from accounts.models.data_copy import DataCopy
from accounts.models.erasure import Erasure
from accounts.models.member import Member
from accounts.models.role import RoleHolding

__all__ = ["DataCopy", "Erasure", "Member", "RoleHolding"]
