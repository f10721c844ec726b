"""Mentors, proposals, pairings: addresses in the order of the menu."""

from django.urls import URLPattern, path

from mentoring.views import (
    agreement,
    aims,
    applications,
    blocks,
    calendar,
    certificates,
    check_ins,
    concerns,
    conversation,
    desk,
    endings,
    enrolments,
    line_management,
    looking_back,
    marks,
    meeting_notes,
    meetings,
    mentors,
    my_data,
    others,
    overview,
    pairings,
    profile,
    proposals,
    records,
    searches,
    shortlist,
    suggestions,
    training_days,
)

app_name = "mentoring"

# Finding a mentor
mentor_urls: list[URLPattern] = [
    path("mentors/", mentors.directory, name="directory"),
    path("help/suggestions/", suggestions.suggestions_help, name="suggestions_help"),
    path("mentors/<int:pk>/", mentors.mentor_detail, name="mentor_detail"),
]

# What one notes about a mentor for oneself
mark_urls: list[URLPattern] = [
    path("mentors/shortlist/", shortlist.shortlist, name="shortlist"),
    path("mentors/compare/", shortlist.compare, name="compare"),
    path("mentors/<int:pk>/shortlist/", marks.mentor_shortlist, name="mentor_shortlist"),
    path("mentors/<int:pk>/drop/", marks.mentor_drop, name="mentor_drop"),
    path("mentors/<int:pk>/note/", marks.mentor_note, name="mentor_note"),
    path("mentors/<int:pk>/hide/", marks.mentor_hide, name="mentor_hide"),
    path("mentors/<int:pk>/show/", marks.mentor_show, name="mentor_show"),
    path("mentors/<int:pk>/watch/", marks.mentor_watch, name="mentor_watch"),
    path("mentors/<int:pk>/unwatch/", marks.mentor_unwatch, name="mentor_unwatch"),
]

# What one keeps of what one looked for
search_urls: list[URLPattern] = [
    path("mentors/searches/", searches.searches, name="searches"),
    path("mentors/searches/save/", searches.search_save, name="search_save"),
    path("mentors/searches/stop/<str:token>/", searches.searches_stop, name="searches_stop"),
    path("mentors/searches/<int:pk>/rename/", searches.search_rename, name="search_rename"),
    path("mentors/searches/<int:pk>/start/", searches.search_start, name="search_start"),
    path("mentors/searches/<int:pk>/stop/", searches.search_stop, name="search_stop"),
    path("mentors/searches/<int:pk>/discard/", searches.search_discard, name="search_discard"),
]

# Being a mentor
profile_urls: list[URLPattern] = [
    path("mentor-profile/", profile.profile_edit, name="profile_edit"),
    path("mentor-profile/preview/", profile.profile_preview, name="profile_preview"),
    path("mentor-profile/interest/", profile.interest_say, name="interest_say"),
    path(
        "mentor-profile/interest/take-back/",
        profile.interest_take_back,
        name="interest_take_back",
    ),
    path("mentor-profile/apply/", applications.application_new, name="application_new"),
    path(
        "mentor-profile/apply/take-back/",
        applications.application_take_back,
        name="application_take_back",
    ),
    path("mentor-profile/list/", profile.profile_list, name="profile_list"),
    path("mentor-profile/unlist/", profile.profile_unlist, name="profile_unlist"),
    path("mentor-profile/stop/", endings.mentor_stop, name="mentor_stop"),
    path("mentor-profile/confirm/", profile.profile_confirm, name="profile_confirm"),
]

# Proposals and pairings
pairing_urls: list[URLPattern] = [
    path("mentors/<int:pk>/propose/", proposals.proposal_new, name="proposal_new"),
    path("mentoring/", overview.overview, name="overview"),
    path(
        "line-management/<int:pk>/lift/",
        line_management.line_management_lift,
        name="line_management_lift",
    ),
    path("pairings/<int:pk>/", pairings.pairing_detail, name="pairing_detail"),
    path("pairings/<int:pk>/accept/", pairings.pairing_accept, name="pairing_accept"),
    path("pairings/<int:pk>/offer/", others.pairing_offer, name="pairing_offer"),
    path("pairings/<int:pk>/talk/", pairings.pairing_talk_first, name="pairing_talk_first"),
    path("pairings/<int:pk>/messages/", conversation.message_list, name="message_list"),
    path("pairings/<int:pk>/messages/write/", conversation.message_write, name="message_write"),
    path("messages/<int:pk>/edit/", conversation.message_edit, name="message_edit"),
    path("pairings/<int:pk>/agreement/", agreement.agreement_detail, name="agreement_detail"),
    path(
        "pairings/<int:pk>/agreement/suggest/",
        agreement.agreement_suggest,
        name="agreement_suggest",
    ),
    path(
        "pairings/<int:pk>/agreement/<int:number>/",
        agreement.agreement_version,
        name="agreement_version",
    ),
    path(
        "pairings/<int:pk>/agreement/<int:number>/agree/",
        agreement.agreement_agree,
        name="agreement_agree",
    ),
    path("pairings/<int:pk>/leave/", pairings.pairing_leave, name="pairing_leave"),
    path("pairings/<int:pk>/decline/", pairings.pairing_decline, name="pairing_decline"),
    path("pairings/<int:pk>/withdraw/", pairings.pairing_withdraw, name="pairing_withdraw"),
    path("pairings/<int:pk>/pause/", endings.pairing_pause, name="pairing_pause"),
    path("pairings/<int:pk>/resume/", endings.pairing_resume, name="pairing_resume"),
    path(
        "pairings/<int:pk>/complete/confirm/",
        endings.pairing_complete_confirm,
        name="pairing_complete_confirm",
    ),
    path("pairings/<int:pk>/complete/", endings.pairing_complete, name="pairing_complete"),
    path("pairings/<int:pk>/put-off/", endings.pairing_put_off, name="pairing_put_off"),
    path("pairings/<int:pk>/end/confirm/", endings.pairing_end_confirm, name="pairing_end_confirm"),
    path("pairings/<int:pk>/end/", endings.pairing_end, name="pairing_end"),
]

# After the end: what stays
closing_urls: list[URLPattern] = [
    path("pairings/<int:pk>/record/", records.record_detail, name="record_detail"),
    path("pairings/<int:pk>/record/issue/", records.record_issue, name="record_issue"),
    path("pairings/<int:pk>/reflection/", looking_back.reflection_edit, name="reflection_edit"),
    path("pairings/<int:pk>/thanks/", looking_back.thanks_send, name="thanks_send"),
    path("pairings/<int:pk>/record.pdf", records.record_pdf, name="record_pdf"),
]

# What one tells those who look after safety, and whom one wants nothing more to do with
safety_urls: list[URLPattern] = [
    path("complaint/", concerns.complaint, name="complaint"),
    path("report/", concerns.concern_report, name="concern_report"),
    path("messages/<int:pk>/report/", concerns.message_report, name="message_report"),
    path("mentors/<int:pk>/report/", concerns.mentor_report, name="mentor_report"),
    path("pairings/<int:pk>/report/", concerns.pairing_report, name="pairing_report"),
    path("members/<int:pk>/block/", blocks.member_block, name="member_block"),
    path("mentoring/blocked/", blocks.blocked, name="blocked"),
    path("mentoring/blocked/<int:pk>/lift/", blocks.block_lift, name="block_lift"),
]

# What two people plan
aim_urls: list[URLPattern] = [
    path("pairings/<int:pk>/aims/", aims.aim_list, name="aim_list"),
    path("pairings/<int:pk>/aims/add/", aims.aim_add, name="aim_add"),
    path("pairings/<int:pk>/steps/add/", aims.step_add, name="step_add"),
    path("pairings/<int:pk>/milestones/add/", aims.milestone_add, name="milestone_add"),
    path("aims/<int:pk>/change/", aims.aim_change, name="aim_change"),
    path("aims/<int:pk>/remove/", aims.aim_remove, name="aim_remove"),
    path("steps/<int:pk>/change/", aims.step_change, name="step_change"),
    path("steps/<int:pk>/tick/", aims.step_tick, name="step_tick"),
    path("steps/<int:pk>/reopen/", aims.step_reopen, name="step_reopen"),
    path("steps/<int:pk>/remove/", aims.step_remove, name="step_remove"),
]

# When the two meet
meeting_urls: list[URLPattern] = [
    path("pairings/<int:pk>/meetings/", meetings.meeting_list, name="meeting_list"),
    path("pairings/<int:pk>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path(
        "meetings/<int:pk>/cancel/confirm/",
        meetings.meeting_cancel_confirm,
        name="meeting_cancel_confirm",
    ),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/calendar.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path("mentoring/calendar/", calendar.calendar, name="calendar"),
    path("mentoring/calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("mentoring/calendar/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("meetings/<int:pk>/note/", meeting_notes.meeting_note, name="meeting_note"),
    path(
        "meetings/<int:pk>/private-note/",
        meeting_notes.meeting_private_note,
        name="meeting_private_note",
    ),
]

# A mentor's own desk
desk_urls: list[URLPattern] = [
    path("mentoring/desk/", desk.desk, name="desk"),
    path("mentoring/year/<int:year>/", desk.mentor_year, name="mentor_year"),
    path("mentoring/year/<int:year>.pdf", desk.mentor_year_pdf, name="mentor_year_pdf"),
    path("mentoring/year/<int:year>.csv", desk.mentor_year_csv, name="mentor_year_csv"),
]

# A training day that one has a place on, and what one can show of a completed training
training_urls: list[URLPattern] = [
    path("certificates/<int:pk>/", certificates.certificate_detail, name="certificate_detail"),
    path("certificates/<int:pk>.pdf", certificates.certificate_pdf, name="certificate_pdf"),
    path("training-days/<int:pk>/", training_days.training_day_detail, name="training_day_detail"),
    path(
        "training-days/<int:pk>/give-back/",
        training_days.training_day_give_back,
        name="training_day_give_back",
    ),
]

# What keeps them going
keeping_urls: list[URLPattern] = [
    path("check-ins/<int:pk>/answer/", check_ins.check_in_answer, name="check_in_answer"),
]

# What is kept about oneself, and how to be forgotten
my_data_urls: list[URLPattern] = [
    path("my-data/", my_data.my_data, name="my_data"),
    path("my-data/erase/", my_data.my_data_erase, name="my_data_erase"),
    path("my-data/copy/", my_data.my_data_copy, name="my_data_copy"),
    path("my-data/copies/<int:pk>.zip", my_data.my_data_fetch, name="my_data_fetch"),
    path("my-data/stay/", my_data.my_data_stay, name="my_data_stay"),
]

# Completing and leaving a route, under the pages of registration
enrolment_urls: list[URLPattern] = [
    path("registration/<int:pk>/close/", enrolments.enrolment_close, name="enrolment_close"),
    path(
        "registration/<int:pk>/complete/", enrolments.enrolment_complete, name="enrolment_complete"
    ),
    path("registration/<int:pk>/leave/", enrolments.enrolment_leave, name="enrolment_leave"),
]

urlpatterns = [
    *mentor_urls,
    *mark_urls,
    *search_urls,
    *profile_urls,
    *pairing_urls,
    *closing_urls,
    *desk_urls,
    *training_urls,
    *safety_urls,
    *aim_urls,
    *keeping_urls,
    *meeting_urls,
    *enrolment_urls,
    *my_data_urls,
]
