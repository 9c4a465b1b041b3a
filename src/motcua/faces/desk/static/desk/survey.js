/* Interviews without network [data-survey]: a sheet is kept on the tablet and sent when there is network, one after
   another. A sheet leaves the tablet when the server took it, or said that its slip was answered before or is wrong.
   Without script the form is ordinary. */
(function () {
  "use strict";
  var form = document.querySelector("[data-survey]");
  if (!form || !window.fetch || !window.localStorage) { return; }
  var box = document.querySelector("[data-survey-kept]"), say = box.querySelector("[data-survey-say]");
  var refused = box.querySelector("[data-survey-refused]"), name = "motcua-survey:" + form.dataset.survey, sending = false;

  function kept() { try { return JSON.parse(localStorage.getItem(name)) || []; } catch (error) { return []; } }
  function keep(sheets) { localStorage.setItem(name, JSON.stringify(sheets)); }
  function plain(slip) { return slip.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1"); }
  function show(more) {
    var n = kept().length;
    box.hidden = !n && !more && !refused.children.length;
    say.textContent = [more || "", n ? form.dataset.sayKept.replace("{n}", n) : more ? "" : form.dataset.sayNone].join(" ").trim();
    box.querySelector("[data-survey-send]").hidden = !n;
  }
  function refuse(slip, words) {
    var line = document.createElement("li");
    line.textContent = slip + ": " + words;
    refused.appendChild(line);
  }
  if ("serviceWorker" in navigator) { navigator.serviceWorker.register(form.dataset.worker).catch(function () { /* plain http: the page is not kept */ }); }

  form.addEventListener("submit", function (event) {
    var fields = [], slip = plain(form.elements.phieu.value), answered = false, sheets = kept();
    event.preventDefault();
    new FormData(form).forEach(function (value, key) {
      if (key !== "csrfmiddlewaretoken") { fields.push([key, String(value)]); answered = answered || key.slice(0, 2) === "c-"; }
    });
    if (slip.length < 8 || !answered) { show(form.dataset.saySlip); form.elements.phieu.focus(); return; }
    if (sheets.some(function (one) { return one.slip === slip; })) { show(form.dataset.sayTwice); return; }
    sheets.push({ slip: slip, fields: fields });
    keep(sheets);
    form.reset();
    form.elements.phieu.value = "";
    show(form.dataset.sayTaken);
    window.scrollTo(0, 0);
    send();
  });

  function send() {
    if (sending || !kept().length) { show(); return; }
    sending = true;
    fetch(form.action, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" }).then(function (page) {
      if (page.redirected || !page.ok) { show(form.dataset.saySession); throw new Error("session"); }
      return page.text();
    }).then(function (text) {
      var field = new DOMParser().parseFromString(text, "text/html").querySelector("[data-survey] [name=csrfmiddlewaretoken]");
      if (!field) { show(form.dataset.saySession); throw new Error("session"); }
      return one(field.value);
    }).catch(function () { /* no network, or signed out: the sheets stay */ }).then(function () { sending = false; });
  }
  function one(token) {
    var sheets = kept(), next = sheets[0], body = new URLSearchParams();
    if (!next) { show(); return null; }
    next.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    return fetch(form.action, { method: "POST", body: body, credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": token } }).then(function (answer) {
      if ([201, 404, 422].indexOf(answer.status) < 0) { show(form.dataset.saySession); throw new Error("later"); }
      return answer.json().then(function (said) {
        if (answer.status !== 201) { refuse(next.slip, said.say); }
        keep(kept().filter(function (sheet) { return sheet.slip !== next.slip; }));
        show();
        return one(token);
      });
    });
  }
  box.querySelector("[data-survey-send]").addEventListener("click", send);
  window.addEventListener("online", send);
  window.setInterval(send, 60000);
  show();
  if (kept().length) { send(); }
}());
