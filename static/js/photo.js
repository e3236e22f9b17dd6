// A picture is made small before it is sent: on a slow network that is minutes.
(() => {
  const LONGEST = 1800;
  const SMALL = 400000;
  document.addEventListener("change", async (event) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!input.matches?.("input[data-shrink]") || !file || !file.type.startsWith("image/") || file.size < SMALL) return;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      if (!small || small.size >= file.size || input.files[0] !== file) return;
      const files = new DataTransfer();
      files.items.add(new File([small], "receta.jpg", { type: "image/jpeg" }));
      input.files = files.files;
    } catch { }
  });
})();
