// Reads a two-dimensional code in a picture, off the page's own thread. The picture stays here.
let ready = null;

onmessage = async ({data}) => {
  if (data.decoder) {
    ready = import(data.decoder);
    return;
  }
  const {id, pixels, width, height, still} = data;
  let text = '';
  try {
    await ready;
    const found = self.jsQR(pixels, width, height, {inversionAttempts: still ? 'attemptBoth' : 'dontInvert'});
    text = found?.data ?? '';
  } catch { /* no decoder, or a picture it cannot take */ }
  postMessage({id, text});
};
