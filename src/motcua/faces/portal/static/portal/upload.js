/* Sends the file of a paper [data-upload] piece by piece, with progress. When the line drops it waits and goes on from
   what has arrived, also after the page was loaded again and the same file chosen. Without script the form is ordinary. */
(function () {
  "use strict";
  var LONGEST_PAUSE = 15000, KEY = "motcua:upload:";

  function remembered(key, value) {
    try {
      if (value === undefined) { return localStorage.getItem(key); }
      if (value === null) { localStorage.removeItem(key); } else { localStorage.setItem(key, value); }
    } catch (refused) { /* private windows keep nothing: the upload then begins anew */ }
    return null;
  }
  function wait(ms) {
    return new Promise(function (done) {
      var timer = setTimeout(go, ms);
      function go() { clearTimeout(timer); window.removeEventListener("online", go); done(); }
      window.addEventListener("online", go);
    });
  }
  function ask(form, url, options) {
    options.headers = { "X-CSRFToken": form.closest("form").elements.csrfmiddlewaretoken.value, "X-Requested-With": "fetch" };
    options.credentials = "same-origin";
    return fetch(url, options).then(function (answer) {
      if (answer.status === 401) { location.assign(location.href); throw new Error("signed out"); }
      return answer.json().catch(function () { return {}; }).then(function (said) { return { status: answer.status, said: said }; });
    });
  }
  function steadily(form, url, options, show) {
    var pause = 1000;
    function attempt() {
      return ask(form, url, options).then(function (answer) {
        if (answer.status >= 500) { throw new TypeError("server"); }
        show.waiting(false);
        return answer;
      }).catch(function (fault) {
        if (!(fault instanceof TypeError)) { throw fault; }
        show.waiting(true);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        return wait(pause).then(attempt);
      });
    }
    return attempt();
  }
  function shower(form) {
    var line = form.querySelector(".upload-line"), bar = line.querySelector("progress"), words = line.querySelector(".upload-say"), now = "";
    line.hidden = false;
    function percent(here, size) { bar.value = Math.floor(100 * here / size); now = form.dataset.saySending + " " + bar.value + " %"; words.textContent = now; }
    return {
      percent: percent,
      waiting: function (yes) { line.classList.toggle("is-waiting", yes); words.textContent = yes ? form.dataset.sayWaiting : now; },
      checking: function () { bar.removeAttribute("value"); words.textContent = form.dataset.sayChecking; },
      failed: function (why, here, size) { line.classList.add("is-waiting"); bar.value = here ? Math.floor(100 * here / size) : 0; words.textContent = why || form.dataset.sayFailed; }
    };
  }
  function prefix(form) { return KEY + form.dataset.expect + ":" + form.dataset.upload + ":"; }
  /* What arrived of a file before the page was left: said beside its paper, with the name of the file to choose again. */
  function tell(form) {
    var i, key, named, asked = prefix(form);
    try {
      for (i = 0; i < localStorage.length; i += 1) { if (localStorage.key(i).indexOf(asked) === 0) { key = localStorage.key(i); } }
    } catch (refused) { return; }
    if (!key) { return; }
    named = /^(.*):(\d+):\d+$/.exec(key.slice(asked.length));
    ask(form, form.dataset.expect.replace(/moi$/, "") + remembered(key), { method: "GET" }).then(function (answer) {
      if (answer.status !== 200) { remembered(key, null); return; }
      if (!answer.said.here || !named) { return; }
      var show = shower(form);
      show.failed(form.dataset.sayPart + " " + named[1], answer.said.here, named[2]);
    }).catch(function () { /* without the line nothing is known */ });
  }
  function send(form, file) {
    var show = shower(form), key = prefix(form) + file.name + ":" + file.size + ":" + file.lastModified;
    var base = form.dataset.expect.replace(/moi$/, ""), known = remembered(key), start;
    form.querySelector(".file-input").disabled = true;
    function begin() {
      var body = new FormData();
      body.append("component", form.dataset.upload); body.append("name", file.name); body.append("size", file.size);
      return steadily(form, form.dataset.expect, { method: "POST", body: body }, show).then(function (answer) {
        if (answer.status !== 200) { throw new Error(answer.said.say || ""); }
        remembered(key, answer.said.id);
        return answer.said;
      });
    }
    start = known ? steadily(form, base + known, { method: "GET" }, show).then(function (answer) {
      if (answer.status !== 200) { remembered(key, null); return begin(); }
      answer.said.id = known; return answer.said;
    }) : begin();
    return start.then(function (upload) {
      function on(here) {
        show.percent(here, file.size);
        var end = Math.min(here + upload.piece, file.size);
        if (end === file.size) { show.checking(); }
        return steadily(form, base + upload.id + "?tu=" + here, { method: "POST", body: file.slice(here, end) }, show).then(function (answer) {
          if (answer.status === 409) { return on(answer.said.here); }
          if (answer.status === 404) { return; }
          if (answer.status !== 200) { remembered(key, null); throw new Error(answer.said.say || ""); }
          if (!answer.said.done) { return on(answer.said.here); }
        });
      }
      return on(upload.here);
    }).then(function () {
      remembered(key, null);
      var kept = document.createElement("input"), whole = form.closest("form");
      kept.type = "hidden"; kept.name = "giu"; kept.value = form.dataset.upload;
      whole.append(kept); whole.submit();
    }).catch(function (fault) {
      form.querySelector(".file-input").disabled = false; form.querySelector(".file-input").value = "";
      show.failed(fault.message === "signed out" ? "" : fault.message);
    });
  }
  document.addEventListener("change", function (event) {
    var form = event.target.matches(".file-input") && event.target.closest("[data-upload][data-expect]");
    if (form && event.target.files.length && window.fetch) { send(form, event.target.files[0]); }
  });
  document.querySelectorAll("[data-upload][data-expect]").forEach(tell);
  var at = /^#giay-/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (at) { at.scrollIntoView({ block: "center" }); history.replaceState(null, "", location.pathname); }
}());
