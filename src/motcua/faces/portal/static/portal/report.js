/* The form of feedback [data-report] where there is script: the place of the telephone when asked for, and pictures
   made small before they travel. Without script the form is ordinary. */
(function () {
  "use strict";
  var form = document.querySelector("[data-report]"), LONGEST = 1920, MOST = 1000000;
  if (!form) { return; }
  var button = form.querySelector("[data-locate]"), forget = form.querySelector("[data-forget]"), told = form.querySelector("[data-located]");

  function put(lat, lon) { form.elements.lat.value = lat; form.elements.lon.value = lon; if (forget) { forget.hidden = !lat; } }
  if (button && navigator.geolocation) {
    button.addEventListener("click", function () {
      told.textContent = button.dataset.sayWait;
      navigator.geolocation.getCurrentPosition(function (found) {
        put(found.coords.latitude.toFixed(6), found.coords.longitude.toFixed(6));
        told.textContent = button.dataset.say.replace("{m}", Math.max(1, Math.round(found.coords.accuracy)));
      }, function () { told.textContent = button.dataset.sayNo; }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
    });
    forget.addEventListener("click", function () { put("", ""); told.textContent = ""; button.focus(); });
    forget.hidden = !form.elements.lat.value;
  } else if (button) { button.hidden = true; }

  function count() {
    var line = form.querySelector("[data-picked]"), n = 0;
    form.querySelectorAll("input[type=file]").forEach(function (input) { n += input.files.length; });
    if (line) { line.textContent = n ? line.dataset.say.replace("{n}", n) : ""; }
  }
  function smaller(file) {
    if (file.size < MOST || !window.createImageBitmap) { return Promise.resolve(file); }
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      var scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.85); });
    }).then(function (blob) {
      return blob && blob.size < file.size ? new File([blob], "anh.jpg", { type: "image/jpeg" }) : file;
    }).catch(function () { return file; });
  }
  form.addEventListener("change", function (event) {
    var input = event.target;
    if (input.type !== "file") { return; }
    count();
    if (!window.DataTransfer) { return; }
    Promise.all(Array.prototype.map.call(input.files, smaller)).then(function (files) {
      var carried = new DataTransfer();
      files.forEach(function (file) { carried.items.add(file); });
      input.files = carried.files;
    }).catch(function () { /* the pictures go as they are */ });
  });
}());
