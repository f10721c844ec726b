"""Addresses of a member's own account, and the pages of coming in that are not allauth's own."""

from django.urls import URLPattern, path

from accounts import entrance, views

app_name = "accounts"
urlpatterns = [
    path("", views.details, name="details"),
    path("address/", views.address_works, name="address_works"),
    path("looks/", views.looks, name="looks"),
    path("sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("typed/", views.typed, name="typed"),
]

# In front of allauth's, by the same names.
entrance_urls: list[URLPattern] = [
    path("2fa/authenticate/", entrance.SecondStep.as_view(), name="mfa_authenticate"),
    path("2fa/webauthn/login/", entrance.PasskeyLogIn.as_view(), name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        entrance.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "confirm-email/",
        entrance.CodeForAddress.as_view(),
        name="account_email_verification_sent",
    ),
    path(
        "login/code/confirm/",
        entrance.CodeForLogIn.as_view(),
        name="account_confirm_login_code",
    ),
    path("password/set/", entrance.FirstPassword.as_view(), name="account_set_password"),
    path(
        "password/reset/confirm/",
        entrance.CodeForPassword.as_view(),
        name="account_confirm_password_reset_code",
    ),
]
