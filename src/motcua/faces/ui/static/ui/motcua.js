/* Một Cửa: what a page gains from script. Every page works without it where a citizen is concerned.
   All words come from the page (data attributes, <template>), none from here.

   data-key="n"            this key presses (link, button) or focuses (field); "mod+Enter" and "F2" also inside fields
   data-key-label="…"      how the help dialog names it (else aria-label or text)
   data-target             opened by its address (#id), its first field gets the focus
   data-rows               j / k move through its [data-href] rows, Enter opens
   data-focus              gets the focus when the page opens
   data-copy="…"           copies the text
   data-opens="id"         opens the dialog of that id; data-closes closes the dialog around it
   data-menu               on <details>: closes when one presses elsewhere, or Escape
   data-print              prints the page
   data-keep="name"        a form whose typed content survives a lost page (this tab only)
   data-keep-people        … it is about people: all of it survives, but a broken session or a reload only
   data-keeper             on <body>: who is signed in, in which post; what another typed is dropped
   data-signing-in         on <body>: the page that asks for the sign-in
   data-forget             a form or link that ends the session: kept content is dropped, in every tab
   data-confirm="…"        a form, or the button pressed in it, that asks first, naming what will happen
   data-confirm-name="…"   … and wants this word typed
   data-say                in what htmx brings: read out when it has come
   data-send-on-change     a form that sends itself when a field changes
   data-finder             see components/finder.html
   data-narrowed           see components/narrowed.html
   data-scanner            a form that takes what a scanner types while no field has the focus
   data-types="7"          types this into the field data-types-into="id" ("" takes the last letter away)
   data-idle="45"          on <html>: after so many seconds without a touch go to data-idle-home
   data-speak              read aloud on arrival and when [data-speak-again] is pressed */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function stored(store, key, value) {
    try {
      if (value === undefined) { return store.getItem(key); }
      if (value === null) { store.removeItem(key); } else { store.setItem(key, value); }
    } catch (refused) { /* storage may be off: the page works without */ }
    return null;
  }
  function say(text) { var live = doc.getElementById("live"); if (live) { live.textContent = ""; live.textContent = text; } }

  /* ---- keys ---- */
  var KEYS_OFF = "motcua:keys-off";
  function inField(target) { return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test(target.type); }
  function nameOf(event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return (event.ctrlKey || event.metaKey ? "mod+" : "") + (event.altKey ? "alt+" : "") + key;
  }
  function shown(element) { return element.getClientRects().length > 0; }
  function press(element) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(submit|button)$/.test(element.type)) {
      if (element.type === "checkbox" || element.type === "radio") { element.click(); }
      element.focus(); if (element.select) { element.select(); }
    } else { element.focus(); element.click(); }
  }
  doc.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) { return; }
    var name = nameOf(event), typing = inField(event.target), open = doc.querySelector("dialog[open]");
    if (event.key === "Escape" && typing && !open && !event.target.closest("[data-finder]")) { event.target.blur(); return; }
    var single = name.length === 1;
    if (single && (typing || stored(localStorage, KEYS_OFF))) { return; }
    var scope = open || doc;
    var found = all("[data-key]", scope).filter(function (one) { return one.dataset.key === name && !one.disabled && shown(one); });
    var target = found.filter(ofPage)[0] || found[0];
    if (target) { event.preventDefault(); press(target); return; }
    if (open || typing) { return; }
    if (name === "j" || name === "k" || (name === "ArrowDown" || name === "ArrowUp") && event.target.closest("[data-rows]")) {
      if (moveRow(name === "j" || name === "ArrowDown" ? 1 : -1)) { event.preventDefault(); }
    }
  });
  function rowLink(row) { return row.querySelector("a[href]") || row; }
  function moveRow(step) {
    var rows = all("[data-rows] [data-href]").filter(shown);
    if (!rows.length) { return false; }
    var here = rows.indexOf(doc.activeElement.closest ? doc.activeElement.closest("[data-href]") : null);
    var next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step));
    rowLink(rows[next]).focus(); rows[next].scrollIntoView({ block: "nearest" });
    return true;
  }
  function ofPage(element) { return !!element.closest("main"); }  /* a page's own key goes before those of the bars around it */
  function keyWords(element) { return element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim().replace(/\s+/g, " "); }
  function fillKeys(dialog) {
    var list = dialog.querySelector("[data-keys]");
    if (!list) { return; }
    all("[data-found]", list).forEach(function (one) { one.remove(); });
    var seen = {};
    var keys = all("[data-key]"), mine = {};
    keys.forEach(function (one) { if (ofPage(one) && shown(one)) { mine[one.dataset.key] = true; } });
    keys.forEach(function (one) {
      if (mine[one.dataset.key] && !ofPage(one)) { return; }
      if (seen[one.dataset.key] || dialog.contains(one) || !shown(one)) { return; }
      seen[one.dataset.key] = true;
      var term = doc.createElement("dt"), words = doc.createElement("dd"), key = doc.createElement("kbd");
      key.textContent = one.dataset.key.replace("mod+", "Ctrl + ").replace("alt+", "Alt + ");
      words.textContent = keyWords(one);
      term.dataset.found = words.dataset.found = ""; term.appendChild(key); list.appendChild(term); list.appendChild(words);
    });
    all("[data-rows-keys]", dialog).forEach(function (one) { one.hidden = !doc.querySelector("[data-rows]"); });
    var box = dialog.querySelector("[data-keys-on]");
    if (box) {
      box.checked = !stored(localStorage, KEYS_OFF);
      box.onchange = function () { stored(localStorage, KEYS_OFF, box.checked ? null : "1"); };
    }
  }

  /* ---- presses ---- */
  doc.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-copy],[data-opens],[data-closes],[data-print],[data-speak-again],[data-forget],[data-clear],[data-href]");
    if (!hit) { return; }
    if (hit.dataset.copy !== undefined) { copy(hit); }
    else if (hit.dataset.opens) { var box = doc.getElementById(hit.dataset.opens); if (box) { fillKeys(box); box.showModal(); } }
    else if (hit.dataset.closes !== undefined) { hit.closest("dialog").close(); }
    else if (hit.dataset.print !== undefined) { window.print(); }
    else if (hit.dataset.speakAgain !== undefined) { speak(); }
    else if (hit.dataset.forget !== undefined) { signOut(); }
    else if (hit.dataset.href && !event.target.closest("a,button,input,label,select,summary") && !String(window.getSelection())) { rowLink(hit).click(); }
  });
  /* tables behind drawings are printed; where style alone cannot open them, they are opened for it */
  if (!(window.CSS && CSS.supports("selector(::details-content)"))) {
    window.addEventListener("beforeprint", function () { all(".chart-behind:not([open]), .trend details:not([open])").forEach(function (box) { box.open = true; box.dataset.printed = ""; }); });
    window.addEventListener("afterprint", function () { all("details[data-printed]").forEach(function (box) { box.open = false; delete box.dataset.printed; }); });
  }
  /* a menu closes when one presses elsewhere, or Escape */
  function closeMenus(but) { all("details[data-menu][open]").forEach(function (menu) { if (!but || !menu.contains(but)) { menu.open = false; } }); }
  doc.addEventListener("click", function (event) { closeMenus(event.target); });
  doc.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) { closeMenus(); menu.querySelector("summary").focus(); }
  });
  function copy(button) {
    function done() {
      button.dataset.copied = ""; say(button.dataset.copiedSay || "");
      setTimeout(function () { delete button.dataset.copied; }, 2000);
    }
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(button.dataset.copy).then(done); return; }
    var area = doc.createElement("textarea");  /* a ward's server may stand on plain http */
    area.value = button.dataset.copy; area.setAttribute("readonly", ""); area.className = "visually-hidden";
    doc.body.appendChild(area); area.select();
    if (doc.execCommand("copy")) { done(); }
    area.remove(); button.focus();
  }

  /* ---- forms: nothing typed is lost, nothing sent twice, what cannot be undone is named first ---- */
  var KEPT = "motcua:kept:", PEOPLE = "motcua:people:", SENT = "motcua:sent:", OWNER = "motcua:owner", BROKEN = "motcua:broken";
  var keeper = doc.body.dataset.keeper, arrival = performance.getEntriesByType("navigation")[0] || {}, returned = arrival.type !== "navigate", given = {}, touched = [];
  function about(form) { return form.dataset.keepPeople !== undefined; }
  function place(form) { return (about(form) ? PEOPLE : KEPT) + form.dataset.keep; }
  function keepable(field, form) {
    if (!field.name || /^(password|file|submit|button)$/.test(field.type)) { return false; }
    var chosen = field.dataset.finderValue !== undefined || field.dataset.kept !== undefined;
    return about(form) ? field.type !== "hidden" || chosen : field.type !== "hidden" && field.dataset.private === undefined;
  }
  function fields(form) { return all("input,select,textarea", form).filter(function (field) { return keepable(field, form); }); }
  function keep(form) {
    var values = fields(form).map(function (field) {
      return [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value];
    });
    stored(sessionStorage, place(form), JSON.stringify(values));
  }
  function giveBack(form) {
    var key = form.dataset.keep, kept = stored(sessionStorage, place(form)), sent = stored(sessionStorage, SENT + key), turn = {}, back = false;
    stored(sessionStorage, SENT + key, null);
    if (!kept || given[key] || form.querySelector("[aria-invalid='true']") || doc.querySelector(".error-summary")) { return; }
    if (sent && !returned) { stored(sessionStorage, place(form), null); return; }
    given[key] = JSON.parse(kept);
    given[key].forEach(function (pair) {
      var name = pair[0], value = pair[1], same = fields(form).filter(function (field) { return field.name === name; });
      if (Array.isArray(value)) { same.forEach(function (field) { if (field.value === value[0]) { field.checked = value[1]; } }); return; }
      var field = same[turn[name] = name in turn ? turn[name] + 1 : 0];
      if (field && (returned || !field.value || field.tagName === "SELECT")) { back = back || field.type !== "hidden" && field.value !== value && !!value; field.value = value; }
    });
    if (back) { tellBack(form); }
    touched.push(form);
    var part = form.closest("[data-target]");
    if (part && !shown(part)) { window.location.replace("#" + part.id); }
  }
  /* Whoever comes back sees that the words are theirs of before, and may begin anew. */
  function tellBack(form) {
    var pattern = doc.getElementById("kept-pattern");
    if (!pattern || form.querySelector("[data-kept-note]")) { return; }
    var note = pattern.content.firstElementChild.cloneNode(true);
    form.insertBefore(note, form.firstChild);
    note.querySelector("button").addEventListener("click", function () {
      touched = touched.filter(function (one) { return one !== form; });
      stored(sessionStorage, place(form), null); form.reset(); note.remove();
      var first = form.querySelector("input:not([type=hidden]),textarea,select"); if (first) { first.focus(); }
    });
  }
  function drop(begins) {
    try {
      Object.keys(sessionStorage).filter(function (key) { return key.indexOf(begins) === 0; }).forEach(function (key) { sessionStorage.removeItem(key); });
    } catch (refused) { /* nothing kept */ }
  }
  function forget() { touched = []; drop("motcua:"); }
  function signOut() { forget(); keeper = ""; stored(localStorage, OWNER, null); }
  /* Who is here decides what is given back; a sign-in page between means that what was sent did not arrive. */
  function arrive() {
    if (doc.body.dataset.signingIn !== undefined) { stored(sessionStorage, BROKEN, "1"); drop(SENT); return; }
    if (!keeper) { return; }
    if (stored(sessionStorage, OWNER) !== keeper) { drop("motcua:"); stored(sessionStorage, OWNER, keeper); }
    if (stored(localStorage, OWNER) !== keeper) { stored(localStorage, OWNER, keeper); }
    returned = returned || !!stored(sessionStorage, BROKEN);
    stored(sessionStorage, BROKEN, null);
    if (!returned) { drop(PEOPLE); }
  }
  window.addEventListener("storage", function (event) {
    if (event.key !== OWNER || !keeper || event.newValue === keeper) { return; }
    forget(); keeper = ""; setTimeout(function () { window.location.reload(); }, 500);  /* by then the session has ended */
  });
  window.addEventListener("pagehide", function () { touched.forEach(keep); });
  var waiting = {};
  function touch(event) {
    var form = event.target.closest("form[data-keep]");
    if (!form || about(form) && !keeper) { return; }
    if (touched.indexOf(form) < 0) { touched.push(form); }
    clearTimeout(waiting[form.dataset.keep]);
    waiting[form.dataset.keep] = setTimeout(function () { if (touched.indexOf(form) >= 0) { keep(form); } }, 250);
  }
  /* The other language: what was typed on this page goes along to the same page, once. */
  var TURN = "motcua:turn";
  function inMain(form) { return form.closest("main") && form.getAttribute("action") || ""; }
  function changed(field) {
    if (!field.name || /^(password|file|submit|button|reset)$/.test(field.type)) { return false; }
    if (field.type === "hidden") { return field.dataset.finderValue !== undefined && !!field.value; }
    if (field.type === "checkbox" || field.type === "radio") { return field.checked !== field.defaultChecked; }
    if (field.tagName === "SELECT") { return all("option", field).some(function (one) { return one.selected !== one.defaultSelected; }); }
    return field.value !== field.defaultValue;
  }
  function turn() {
    var kept = [];
    all("main form").forEach(function (form, n) {
      all("input,select,textarea", form).forEach(function (field, place) {
        if (changed(field)) { kept.push([n, inMain(form), place, field.name, field.value, !!field.checked]); }
      });
    });
    stored(sessionStorage, TURN, kept.length ? JSON.stringify({ hash: window.location.hash, kept: kept }) : null);
  }
  function turned() {
    var told = stored(sessionStorage, TURN), forms = all("main form");
    stored(sessionStorage, TURN, null);
    if (!told) { return; }
    told = JSON.parse(told);
    told.kept.forEach(function (one) {
      var form = forms[one[0]], field = form && inMain(form) === one[1] ? all("input,select,textarea", form)[one[2]] : null, box;
      if (!field || field.name !== one[3]) { return; }
      if (field.type === "checkbox" || field.type === "radio") { field.checked = one[5]; } else { field.value = one[4]; }
      for (box = field.closest("details"); box; box = box.parentElement.closest("details")) { box.open = true; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    if (told.hash && doc.getElementById(told.hash.slice(1))) { window.location.replace(told.hash); }
  }
  doc.addEventListener("input", touch);
  doc.addEventListener("change", touch);
  doc.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-send-on-change]");
    if (form) { form.requestSubmit(); }
  });
  doc.addEventListener("submit", function (event) {
    var form = event.target, by = event.submitter, asks = by && by.dataset.confirm !== undefined ? by : form;
    if (form.method === "dialog") { return; }
    if (asks.dataset.confirm && !form.dataset.confirmed) { event.preventDefault(); ask(form, by, asks); return; }
    delete form.dataset.confirmed;
    if (form.dataset.sending !== undefined) { event.preventDefault(); return; }
    if (form.dataset.forget !== undefined) { signOut(); }
    if (form.matches("form.language")) { turn(); }
    if (form.dataset.keep) { keep(form); stored(sessionStorage, SENT + form.dataset.keep, "1"); }
    if (form.method === "post" && !form.target && !event.defaultPrevented && !form.matches("[hx-post],[hx-put],[hx-delete]")) {
      form.dataset.sending = ""; if (by) { by.setAttribute("aria-busy", "true"); } busy(true);
    }
  });
  window.addEventListener("pageshow", function () {
    busy(false);
    all("form[data-sending]").forEach(function (form) { delete form.dataset.sending; });
    all("[aria-busy]").forEach(function (one) { one.removeAttribute("aria-busy"); });
  });
  function ask(form, by, asks) {
    var pattern = doc.getElementById("ask-pattern");
    if (!pattern || !window.HTMLDialogElement) { form.dataset.confirmed = ""; form.requestSubmit(by); return; }
    var dialog = pattern.content.firstElementChild.cloneNode(true), go = dialog.querySelector("[data-go]");
    var name = asks.dataset.confirmName, box = dialog.querySelector("[data-ask-name]");
    dialog.querySelector("[data-ask-what]").textContent = asks.dataset.confirm;
    go.textContent = asks.dataset.confirmVerb || (by ? by.dataset.verb || by.textContent.trim() : go.textContent);
    if (by && by.classList.contains("btn-danger")) { go.classList.replace("btn-primary", "btn-danger"); }
    if (name) {
      box.hidden = false; box.querySelector("strong").textContent = name; go.disabled = true;
      box.querySelector("input").addEventListener("input", function (event) { go.disabled = event.target.value.trim().normalize("NFC") !== name.normalize("NFC"); });
    }
    doc.body.appendChild(dialog);
    dialog.addEventListener("close", function () {
      var yes = dialog.returnValue === "yes";
      dialog.remove();
      if (yes) { form.dataset.confirmed = "1"; form.requestSubmit(by); } else if (by) { by.focus(); }
    });
    dialog.showModal();
  }

  /* ---- progress for whatever takes longer than a second ---- */
  var slow;
  function busy(on) {
    var bar = doc.querySelector(".busy-bar");
    clearTimeout(slow);
    if (bar && on) { slow = setTimeout(function () { bar.hidden = false; }, 1000); } else if (bar) { bar.hidden = true; }
  }
  doc.addEventListener("htmx:beforeRequest", function () { busy(true); });
  doc.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-slow]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) { return; }
    if (link.getAttribute("aria-busy")) { event.preventDefault(); return; }
    link.setAttribute("aria-busy", "true"); busy(true); say(link.dataset.slow);
  });
  doc.addEventListener("htmx:afterRequest", function () { busy(false); });
  doc.addEventListener("htmx:afterSwap", function (event) {
    var said = event.target.querySelector && event.target.querySelector("[data-say]");
    ready(event.target);
    if (said) { say(said.textContent.trim()); }
  });

  /* ---- pieces of pages: asked of the server; a session that ended meanwhile leads to where it begins again ---- */
  function fragment(url, body) {
    var token = doc.querySelector("input[name=csrfmiddlewaretoken]"), headers = { "HX-Request": "true", "HX-Current-URL": window.location.href, "X-Requested-With": "motcua" };
    if (body && token) { headers["X-CSRFToken"] = token.value; }
    return fetch(url, { method: body ? "POST" : "GET", body: body || undefined, headers: headers, credentials: "same-origin" }).then(function (answer) {
      var elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) { window.location.assign(elsewhere); }
      if (answer.redirected) { window.location.reload(); }
      if (!answer.ok || elsewhere || answer.redirected) { throw new Error(String(answer.status)); }
      return answer.text();
    });
  }

  /* ---- finder: type, choose with the arrows, Enter ---- */
  function finder(box) {
    if (box.dataset.ready) { return; }
    box.dataset.ready = "1";
    var input = box.querySelector("[role=combobox]"), list = box.querySelector("[role=listbox]"), hidden = box.querySelector("[data-finder-value]");
    var chosen = box.querySelector(".chosen"), none = box.querySelector("[data-finder-none]"), timer, turn = 0, at = -1, asked = null;
    if (!input || !list) { return; }
    input.setAttribute("autocomplete", "off");
    function options() { return all("[role=option]", list); }
    function show(on) { list.hidden = !on; input.setAttribute("aria-expanded", String(on)); if (!on) { at = -1; input.removeAttribute("aria-activedescendant"); } }
    function mark(index) {
      var every = options(); if (!every.length) { return; }
      at = (index + every.length) % every.length;
      every.forEach(function (one, i) { one.setAttribute("aria-selected", String(i === at)); });
      input.setAttribute("aria-activedescendant", every[at].id); every[at].scrollIntoView({ block: "nearest" });
    }
    /* at once: Enter came before the list did (a scanner is faster than any list): take what is certain */
    function look(atOnce) {
      var words = input.value.trim(), mine = ++turn;
      clearTimeout(timer);
      if (words.length < Number(box.dataset.finderLeast || 2)) { show(false); return; }
      var post = box.dataset.finderMethod === "post", body = new URLSearchParams({ q: words });
      fragment(post ? box.dataset.finderUrl : box.dataset.finderUrl + "?" + body, post ? body : null)
        .then(function (html) {
          if (mine !== turn) { return; }
          list.innerHTML = html; asked = input.value; at = -1; input.removeAttribute("aria-activedescendant");
          options().forEach(function (one, i) { one.id = list.id + "-" + i; });
          var real = options().filter(function (one) { return one.dataset.stay === undefined && one.getAttribute("aria-disabled") !== "true"; });
          var sure = box.dataset.finderChoose === undefined || !real.length || /\d/.test(words);  /* a name is many people's */
          if (atOnce && sure && (real.length === 1 || real.length && box.dataset.finderFirst !== undefined)) { choose(real[0]); return; }
          if (atOnce && !real.length && options().length === 1) { choose(options()[0]); return; }
          show(true); if (options().length && sure) { mark(0); }
          say((box.dataset.finderCount || "").replace("{n}", real.length));
        })
        .catch(function () { if (mine === turn && none) { list.textContent = ""; var line = doc.createElement("li"); line.className = "finder-none"; line.setAttribute("role", "option"); line.setAttribute("aria-disabled", "true"); line.textContent = none.content.textContent; list.appendChild(line); show(true); } });
    }
    function choose(option) {
      if (!option || option.getAttribute("aria-disabled") === "true") { return; }
      if (option.dataset.href) { window.location.assign(option.dataset.href); return; }
      hidden.value = option.dataset.value;
      if (option.dataset.stay === undefined) { input.value = option.dataset.text || ""; }  /* somebody new: the words typed go along */
      show(false);
      if (chosen) { chosen.querySelector(".chosen-text").textContent = option.dataset.text; chosen.hidden = false; input.closest(".searchbox").hidden = true; }
      hidden.dispatchEvent(new Event("change", { bubbles: true }));
      box.dispatchEvent(new CustomEvent("motcua:chosen", { bubbles: true, detail: { value: option.dataset.value, text: option.dataset.text } }));
      var next = box.dataset.finderNext && doc.querySelector(box.dataset.finderNext);
      if (option.dataset.stay !== undefined) { return; }
      if (next) { next.focus(); } else if (chosen) { chosen.querySelector("button").focus(); }
    }
    input.addEventListener("input", function () { if (hidden.value) { hidden.value = ""; hidden.dispatchEvent(new Event("change", { bubbles: true })); } clearTimeout(timer); timer = setTimeout(function () { look(false); }, 150); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (list.hidden) { look(false); } else { mark(at + (event.key === "ArrowDown" ? 1 : -1)); } }
      else if (event.key === "Enter" && !list.hidden && asked === input.value) { event.preventDefault(); if (at >= 0) { choose(options()[at]); } }
      else if (event.key === "Enter" && input.value.trim()) { event.preventDefault(); look(true); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); show(false); }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) { choose(event.target.closest("[role=option]")); });
    input.addEventListener("blur", function () { setTimeout(function () { show(false); }, 150); });
    var again = chosen && chosen.querySelector("button");
    if (again) { again.addEventListener("click", function () { chosen.hidden = true; hidden.value = ""; input.value = ""; input.closest(".searchbox").hidden = false; input.focus(); hidden.dispatchEvent(new Event("change", { bubbles: true })); }); }
    if (chosen && hidden.value) { chosen.querySelector(".chosen-text").textContent = input.value; chosen.hidden = false; input.closest(".searchbox").hidden = true; }
  }

  /* ---- narrowed: words shorten a list of boxes; what is ticked stays ticked out of sight ---- */
  function bare(words) { return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase(); }
  function narrowed(box) {
    var by = box.querySelector(".narrowed-by"), input = box.querySelector("[data-narrow]"), count = box.querySelector("[data-narrow-count]");
    var lines = all("li", box).map(function (line) { return { line: line, words: bare(line.textContent), tick: line.querySelector("input") }; });
    if (box.dataset.ready || lines.length < 6) { return; }
    box.dataset.ready = "1"; by.hidden = false;
    function told() { count.textContent = count.dataset.narrowCount.replace("{n}", lines.filter(function (one) { return one.tick.checked; }).length); }
    input.addEventListener("input", function () {
      var asked = bare(input.value).split(/\s+/).filter(Boolean);
      lines.forEach(function (one) { one.line.hidden = !asked.every(function (word) { return one.words.indexOf(word) >= 0; }); });
    });
    input.addEventListener("keydown", function (event) { if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); } });
    box.querySelector("[data-narrow-all]").addEventListener("click", function () {
      var here = lines.filter(function (one) { return !one.line.hidden && !one.tick.disabled; }), off = here.some(function (one) { return !one.tick.checked; });
      here.forEach(function (one) { one.tick.checked = off; }); told();
    });
    box.addEventListener("change", told); told();
  }

  /* ---- kiosk: goes home by itself, speaks what it shows ---- */
  function idle() {
    var seconds = Number(root.dataset.idle), home = root.dataset.idleHome, warn = doc.getElementById("idle-ask"), timer;
    if (!seconds || !home) { return; }
    function restart() { clearTimeout(timer); if (warn && warn.open) { warn.close(); } timer = setTimeout(warnFirst, Math.max(1, seconds - 10) * 1000); }
    function warnFirst() { if (warn && seconds > 10) { warn.showModal(); } timer = setTimeout(goHome, Math.min(10, seconds) * 1000); }
    function goHome() {  /* only when home answers: a screen without network keeps asking instead of dying */
      forget();
      fetch(home, { method: "HEAD", cache: "no-store" }).then(function (answer) { if (!answer.ok) { throw new Error(String(answer.status)); } window.location.replace(home); })
        .catch(function () { timer = setTimeout(goHome, 5000); });
    }
    ["pointerdown", "keydown", "input"].forEach(function (kind) { doc.addEventListener(kind, restart, true); });
    restart();
  }
  function scanner() {
    var form = doc.querySelector("form[data-scanner]"), field = form && form.querySelector("input:not([type=hidden])");
    if (!field) { return; }
    doc.addEventListener("keydown", function (event) {
      if (inField(event.target) || event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.key === " ") { return; }
      field.focus();  /* the letter itself then goes into the field */
    }, true);
  }
  doc.addEventListener("click", function (event) {
    var key = event.target.closest("[data-types-into]"), field = key && doc.getElementById(key.dataset.typesInto);
    if (!field) { return; }
    field.value = key.dataset.types ? field.value + key.dataset.types : field.value.slice(0, -1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  function speak() {
    if (!window.speechSynthesis) { return; }
    var words = all("[data-speak]").map(function (one) { return one.dataset.speak || one.textContent.trim(); }).join(". ");
    if (!words) { return; }
    var line = new SpeechSynthesisUtterance(words); line.lang = root.lang === "en" ? "en-GB" : "vi-VN"; line.rate = .95;
    speechSynthesis.cancel(); speechSynthesis.speak(line);
  }

  function ready(within) {
    all("form[data-keep]", within).forEach(giveBack);
    all("[data-finder]", within).forEach(finder);
    all("table[data-rows]", within).forEach(headed);
    all("[data-narrowed]", within).forEach(narrowed);
  }
  /* on a narrow screen, where the head of a table is not shown, a bare number says what it counts */
  function headed(table) {
    var heads = all("thead th, thead td", table).map(function (head) { return head.textContent.trim(); });
    all("tbody td.num", table).forEach(function (cell) {
      var head = heads[cell.cellIndex];
      if (head && cell.textContent.trim() && !cell.querySelector(".on-small")) { cell.dataset.head = head; }
    });
  }
  /* a part of the page that its address opens (#id): its first field gets the focus */
  function targeted() {
    var part = window.location.hash.length > 1 && doc.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    var field = part && part.dataset.target !== undefined && all("[data-focus]", part).concat(all("input:not([type=hidden]),select,textarea,button", part)).filter(shown)[0];
    if (field) { field.focus({ preventScroll: true }); part.scrollIntoView({ block: "nearest" }); }
  }
  /* a secret behind the # of a printed address: the form sends it, the address loses it */
  function handed() {
    var form = doc.querySelector("form[data-from-hash]"), given = form && new URLSearchParams(window.location.hash.slice(1)).get(form.dataset.fromHash);
    if (!given) { return; }
    window.history.replaceState(null, "", window.location.pathname);
    form.elements[form.dataset.fromHash].value = given;
    form.requestSubmit();
  }
  window.addEventListener("hashchange", function () { targeted(); handed(); });

  window.motcua = { fragment: fragment, ready: ready, say: say, given: given };
  root.classList.add("scripted");
  arrive(); ready(doc); turned();
  all(".tabs [aria-current]").forEach(function (tab) { tab.parentNode.scrollLeft += tab.getBoundingClientRect().right - tab.parentNode.getBoundingClientRect().right + 48; });
  var first = doc.querySelector(".error-summary") || all("[data-focus]").filter(shown)[0];
  if (first) { first.focus(); } else { targeted(); }
  idle(); scanner(); speak(); handed();
})();
