"""The office: overview, members, training, records, help."""

from django.urls import path

from staff.views import applications, concerns, desk, history, holds, imports, letters
from staff.views.complaints import complaint_list
from staff.views.components import components
from staff.views.corrections import training_correct, training_withdraw
from staff.views.days import (
    training_day_cancel,
    training_day_change,
    training_day_detail,
    training_day_history,
    training_day_list,
    training_day_new,
)
from staff.views.erasures import member_erase, member_stay
from staff.views.members import member_detail, member_list
from staff.views.overview import overview
from staff.views.records import record_confirm
from staff.views.reports import report_detail, report_list, report_sheet
from staff.views.roles import role_give, role_list, role_take
from staff.views.rolls import (
    training_day_add,
    training_day_import,
    training_day_record,
    training_day_take_off,
    training_day_undo,
)
from staff.views.settings import setting_edit, setting_list, setting_restore
from staff.views.standard_texts import (
    standard_text_edit,
    standard_text_list,
    standard_text_restore,
    standard_text_version,
)
from staff.views.suggestions import suggestion_list, suggestion_new, suggestion_withdraw
from staff.views.telling import telling_again, telling_day, telling_list
from staff.views.training import training_list, training_record

app_name = "staff"

# For those who handle concerns; an administrator is not one of them
concern_urls = [
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/<int:pk>/", concerns.concern_detail, name="concern_detail"),
    path("concerns/<int:pk>/take/", concerns.concern_take, name="concern_take"),
    path("concerns/<int:pk>/close/", concerns.concern_close, name="concern_close"),
    path("concerns/<int:pk>/hold/", holds.concern_hold, name="concern_hold"),
    path("holds/", holds.hold_list, name="hold_list"),
    path("holds/new/", holds.hold_new, name="hold_new"),
    path("holds/<int:pk>/", holds.hold_detail, name="hold_detail"),
    path("holds/<int:pk>/change/", holds.hold_change, name="hold_change"),
    path("holds/<int:pk>/lift/", holds.hold_lift, name="hold_lift"),
]

application_urls = [
    path("applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path("applications/<int:pk>/agree/", applications.application_agree, name="application_agree"),
    path(
        "applications/<int:pk>/decline/",
        applications.application_decline,
        name="application_decline",
    ),
]

import_urls = [
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/apply/", imports.import_apply, name="import_apply"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/report/", imports.import_report, name="import_report"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
]

day_urls = [
    path("training/days/", training_day_list, name="training_day_list"),
    path("training/days/new/", training_day_new, name="training_day_new"),
    path("training/days/<int:pk>/", training_day_detail, name="training_day_detail"),
    path("training/days/<int:pk>/history/", training_day_history, name="training_day_history"),
    path("training/days/<int:pk>/cancel/", training_day_cancel, name="training_day_cancel"),
    path("training/days/<int:pk>/change/", training_day_change, name="training_day_change"),
    path("training/days/<int:pk>/add/", training_day_add, name="training_day_add"),
    path("training/days/<int:pk>/import/", training_day_import, name="training_day_import"),
    path("training/days/<int:pk>/record/", training_day_record, name="training_day_record"),
    path("training/days/<int:pk>/undo/", training_day_undo, name="training_day_undo"),
    path(
        "training/days/<int:pk>/bookings/<int:booking>/take-off/",
        training_day_take_off,
        name="training_day_take_off",
    ),
]

urlpatterns = [
    path("", overview, name="overview"),
    path("members/", member_list, name="member_list"),
    path("members/<int:pk>/", member_detail, name="member_detail"),
    path("members/<int:pk>/history/", history.member_history, name="member_history"),
    path("members/<int:pk>/erase/", member_erase, name="member_erase"),
    path("members/<int:pk>/stay/", member_stay, name="member_stay"),
    path("history/", history.history, name="history"),
    path("looks/", history.looks, name="looks"),
    path("complaints/", complaint_list, name="complaint_list"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<slug:matter>/", desk.desk_matter, name="desk_matter"),
    path("desk/<slug:matter>/<int:pk>/take/", desk.desk_take, name="desk_take"),
    path("desk/<slug:matter>/<int:pk>/put-back/", desk.desk_put_back, name="desk_put_back"),
    path("desk/<slug:matter>/<int:pk>/put-off/", desk.desk_put_off, name="desk_put_off"),
    path("desk/<slug:matter>/<int:pk>/remind/", desk.desk_remind, name="desk_remind"),
    path("desk/<slug:matter>/<int:pk>/settle/", desk.desk_settle, name="desk_settle"),
    path("waiting/<int:pk>/suggest/", suggestion_new, name="suggestion_new"),
    path("suggestions/", suggestion_list, name="suggestion_list"),
    path("suggestions/<int:pk>/withdraw/", suggestion_withdraw, name="suggestion_withdraw"),
    path("training/", training_list, name="training_list"),
    path("training/new/", training_record, name="training_record"),
    path("training/<int:pk>/correct/", training_correct, name="training_correct"),
    path("training/<int:pk>/withdraw/", training_withdraw, name="training_withdraw"),
    *day_urls,
    path("records/", record_confirm, name="record_confirm"),
    path("agreement/", standard_text_list, name="standard_text_list"),
    path("agreement/<slug:language>/", standard_text_edit, name="standard_text_edit"),
    path(
        "agreement/<slug:language>/<int:number>/",
        standard_text_version,
        name="standard_text_version",
    ),
    path(
        "agreement/<slug:language>/<int:number>/restore/",
        standard_text_restore,
        name="standard_text_restore",
    ),
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/<slug:language>/<slug:letter>/", letters.letter_edit, name="letter_edit"),
    path(
        "letters/<slug:language>/<slug:letter>/<int:number>/",
        letters.letter_version,
        name="letter_version",
    ),
    path(
        "letters/<slug:language>/<slug:letter>/<int:number>/restore/",
        letters.letter_restore,
        name="letter_restore",
    ),
    path("roles/", role_list, name="role_list"),
    path("roles/give/", role_give, name="role_give"),
    path("roles/<int:pk>/take/", role_take, name="role_take"),
    path("settings/", setting_list, name="setting_list"),
    path("settings/<slug:slug>/", setting_edit, name="setting_edit"),
    path("settings/<slug:slug>/restore/", setting_restore, name="setting_restore"),
    path("telling/", telling_list, name="telling_list"),
    path("telling/day/", telling_day, name="telling_day"),
    path("telling/<int:pk>/again/", telling_again, name="telling_again"),
    path("reports/", report_list, name="report_list"),
    path("reports/<slug:name>/", report_detail, name="report_detail"),
    path("reports/<slug:name>/<slug:table>.csv", report_sheet, name="report_sheet"),
    path("components/", components, name="components"),
    *application_urls,
    *concern_urls,
    *import_urls,
]
