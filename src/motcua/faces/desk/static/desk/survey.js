/* Interviews without network [data-survey]: a sheet is closed for the key of its round as soon as it is written, kept on
   the tablet and sent when there is network. Nobody who holds the tablet reads it again (base.people.fields is the
   other half). It leaves the tablet when the server took it, or when the interviewer throws it away knowingly.
   Each sheet lies in a place of its own, so two tabs never write over one another; its number makes sending it twice
   harmless. Without script or WebCrypto the form is ordinary. */
(function () {
  "use strict";
  var form = document.querySelector("[data-survey]"), crypt = window.crypto && window.crypto.subtle;
  if (!form || !window.fetch || !window.localStorage || !crypt || !window.TextEncoder) { return; }
  var box = document.querySelector("[data-survey-kept]"), say = box.querySelector("[data-survey-say]");
  var list = box.querySelector("[data-survey-refused]"), sample = document.querySelector("[data-survey-mend]");
  var round = form.dataset.survey, name = "motcua-survey:" + round, sending = false, written = [], PAGE = 4096;

  function kept() {
    var found = [], at, key, sheet;
    for (at = 0; at < localStorage.length; at += 1) {
      key = localStorage.key(at);
      if (key.indexOf(name + ":") === 0) {
        try { sheet = JSON.parse(localStorage.getItem(key)); sheet.key = key; found.push(sheet); } catch (error) { /* gone in another tab */ }
      }
    }
    return found.sort(function (one, other) { return one.n - other.n; });
  }
  function put(sheet) { localStorage.setItem(sheet.key, JSON.stringify({ n: sheet.n, id: sheet.id, end: sheet.end, closed: sheet.closed, why: sheet.why, questions: sheet.questions })); }
  function waiting() { return kept().filter(function (sheet) { return !sheet.why; }); }
  function plain(slip) { return slip.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1"); }
  function text(bytes) { return btoa(Array.from(bytes, function (one) { return String.fromCharCode(one); }).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""); }
  function bytes(coded) { return Uint8Array.from(atob(coded.replace(/-/g, "+").replace(/_/g, "/")), function (one) { return one.charCodeAt(0); }); }
  function joined() {
    var parts = Array.from(arguments), made = new Uint8Array(parts.reduce(function (sum, one) { return sum + one.length; }, 0)), at = 0;
    parts.forEach(function (one) { made.set(one, at); at += one.length; });
    return made;
  }

  function close(fields, id) {
    var coder = new TextEncoder(), theirs = bytes(form.dataset.public), nonce = crypto.getRandomValues(new Uint8Array(12)), own, mine;
    var content = coder.encode(JSON.stringify(fields)), padded = new Uint8Array(Math.ceil(content.length / PAGE) * PAGE).fill(32);
    padded.set(content);
    return Promise.all([
      crypt.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]),
      crypt.importKey("raw", theirs, { name: "ECDH", namedCurve: "P-256" }, false, [])
    ]).then(function (pair) {
      own = pair[0];
      return Promise.all([crypt.exportKey("raw", own.publicKey), crypt.deriveBits({ name: "ECDH", public: pair[1] }, own.privateKey, 256)]);
    }).then(function (made) {
      mine = new Uint8Array(made[0]);
      return crypt.importKey("raw", made[1], "HKDF", false, ["deriveKey"]);
    }).then(function (shared) {
      var how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: joined(coder.encode("motcua/envelope/1"), mine, theirs) };
      return crypt.deriveKey(how, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    }).then(function (key) {
      return crypt.encrypt({ name: "AES-GCM", iv: nonce, additionalData: coder.encode("survey:" + round + "/" + id) }, key, padded);
    }).then(function (ciphered) { return text(joined(mine, nonce, new Uint8Array(ciphered))); });
  }
  function keep(fields) {
    var id = text(crypto.getRandomValues(new Uint8Array(16)));
    return close(fields, id).then(function (closed) {
      var sheets = kept(), last = sheets.length ? sheets[sheets.length - 1].n : 0;
      put({ key: name + ":" + id, n: last + 1, id: id, end: plain(fields.phieu).slice(-2), closed: closed });
    });
  }
  function old() {  /* what an earlier version kept readable is closed now */
    var sheets = [];
    try { sheets = JSON.parse(localStorage.getItem(name)) || []; } catch (error) { /* nothing of ours */ }
    return sheets.reduce(function (before, sheet) {
      return before.then(function () { return keep(Object.fromEntries(sheet.fields)); });
    }, Promise.resolve()).then(function () { localStorage.removeItem(name); });
  }

  function show(more) {
    var n = waiting().length;
    draw();
    box.hidden = !n && !more && !list.children.length;
    say.textContent = [more || "", n ? form.dataset.sayKept.replace("{n}", n) : more || list.children.length ? "" : form.dataset.sayNone].join(" ").trim();
    box.querySelector("[data-survey-send]").hidden = !n;
  }
  function draw() {
    var refused = kept().filter(function (sheet) { return sheet.why; });
    if (list.children.length === refused.length && refused.every(function (sheet, n) { return list.children[n].dataset.said === sheet.id + sheet.why; })) { return; }
    list.textContent = "";
    refused.forEach(function (sheet) {
      var line = sample.content.firstElementChild.cloneNode(true), slip = line.querySelector("input"), names = Object.keys(sheet.questions || {});
      line.dataset.said = sheet.id + sheet.why;
      line.querySelector("[data-mend-which]").textContent = form.dataset.sayWhich.replace("{n}", sheet.n).replace("{end}", sheet.end);
      line.querySelector("[data-mend-why]").textContent = sheet.why;
      line.querySelector("[data-mend-questions]").textContent = names.map(function (one) { return sheet.questions[one]; }).join("; ");
      slip.id = "phieu-" + sheet.id;
      line.querySelector("label").htmlFor = slip.id;
      line.querySelector("[data-mend-without]").hidden = !names.length;
      line.querySelector("[data-mend-again]").addEventListener("click", function () {
        if (slip.value && plain(slip.value).length < 8) { slip.focus(); return; }
        again(sheet, slip.value, []);
      });
      line.querySelector("[data-mend-without]").addEventListener("click", function () { again(sheet, "", names); });
      line.querySelector("form").addEventListener("submit", function (event) {
        event.preventDefault();
        if (event.target.dataset.confirmed) { localStorage.removeItem(sheet.key); show(form.dataset.sayDropped); }
      });
      list.appendChild(line);
    });
  }
  function again(sheet, slip, without) {
    alone(function (token) { return post(sheet, token, slip, without); });
  }
  if ("serviceWorker" in navigator) { navigator.serviceWorker.register(form.dataset.worker).catch(function () { /* the page is not kept */ }); }
  if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }

  form.addEventListener("submit", function (event) {
    var fields = {}, slip = plain(form.elements.phieu.value), answered = false;
    if (!form.dataset.public) { return; }
    event.preventDefault();
    new FormData(form).forEach(function (value, key) {
      if (key !== "csrfmiddlewaretoken") { fields[key] = String(value); answered = answered || key.slice(0, 2) === "c-"; }
    });
    if (slip.length < 8 || !answered) { show(form.dataset.saySlip); form.elements.phieu.focus(); return; }
    if (written.indexOf(slip) >= 0) { show(form.dataset.sayTwice); return; }
    written.push(slip);
    keep(fields).then(function () {
      form.reset();
      form.elements.phieu.value = "";
      show(form.dataset.sayTaken);
      window.scrollTo(0, 0);
      send();
    }).catch(function () { written.pop(); show(form.dataset.sayFull); });
  });

  function alone(work) {  /* one tab sends at a time */
    if (sending) { return; }
    sending = true;
    var run = function (lock) { return lock === null ? null : asked().then(work); };
    (navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, run) : run()).catch(function () { /* no network, or signed out: the sheets stay */ }).then(function () { sending = false; });
  }
  function fetched(how) {
    var stop = new AbortController(), timer = window.setTimeout(function () { stop.abort(); }, 30000);
    how.credentials = "same-origin";
    how.cache = "no-store";
    how.signal = stop.signal;
    return fetch(form.action, how).finally(function () { window.clearTimeout(timer); });
  }
  function asked() {
    return fetched({ headers: { Accept: "text/html" } }).then(function (page) {
      if (page.redirected || !page.ok) { show(form.dataset.saySession); throw new Error("session"); }
      return page.text();
    }).then(function (page) {
      var field = new DOMParser().parseFromString(page, "text/html").querySelector("[data-survey] [name=csrfmiddlewaretoken]");
      if (!field) { show(form.dataset.saySession); throw new Error("session"); }
      return field.value;
    });
  }
  function send() {
    if (!waiting().length) { show(); return; }
    alone(next);
  }
  function next(token) {
    var sheet = waiting()[0];
    if (!sheet) { show(); return null; }
    return post(sheet, token, "", []).then(function () { return next(token); });
  }
  function post(sheet, token, slip, without) {
    var body = new URLSearchParams({ "phong-bi": sheet.closed, so: sheet.id, phieu: slip });
    without.forEach(function (one) { body.append("bo", one); });
    return fetched({ method: "POST", body: body, headers: { Accept: "application/json", "X-CSRFToken": token } }).then(function (answer) {
      if ([201, 404, 409, 422].indexOf(answer.status) < 0) { show(form.dataset.saySession); throw new Error("later"); }
      return answer.json().then(function (said) {
        if (answer.status === 201) { localStorage.removeItem(sheet.key); } else {
          sheet.why = said.say;
          sheet.questions = said.questions;
          if (localStorage.getItem(sheet.key)) { put(sheet); }
        }
        show();
      });
    });
  }
  box.querySelector("[data-survey-send]").addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("storage", function () { show(); });
  window.setInterval(send, 60000);
  (form.dataset.public ? old() : Promise.resolve()).then(function () {
    show();
    if (waiting().length) { send(); }
  });
}());
