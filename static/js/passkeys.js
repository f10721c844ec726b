// Passkeys: allauth's scripts speak with the device; this binds them to our forms, and
// says so when it came to nothing. Without it the buttons stay hidden.
(function () {
  'use strict'
  const forms = window.allauth.webauthn.forms
  const bind = { add: forms.addForm, authenticate: forms.authenticateForm, login: forms.loginForm, signup: forms.signupForm }

  function failed () {
    document.querySelectorAll('[data-passkey-failed]').forEach(notice => { notice.hidden = false })
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const kind = form.dataset.passkey
    const button = form.querySelector('[data-passkey-go]')
    const ids = { credential: form.elements.credential.id, [kind]: button.id, data: 'js_data' }
    if (form.elements.passwordless) ids.passwordless = form.elements.passwordless.id
    form.querySelector('[data-passkey-without]').hidden = true
    if (window.PublicKeyCredential) {
      bind[kind]({ ids })
      button.hidden = false
    } else {
      failed()
    }
  }

  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    failed()
  })
})()
