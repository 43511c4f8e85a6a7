// A code is read with the camera or from a photo, on this device, and put into the form's field.
// Without this the code is typed.
const PAUSE = 120; // the camera is looked at eight times a second: enough, and kind to a battery

function detector() { // the browser's own reader, where it has one
  try {
    return 'BarcodeDetector' in window ? new BarcodeDetector({formats: ['qr_code']}) : null;
  } catch { return null; }
}

class Scan {
  #box; #field; #video; #live; #stream = null; #worker = null; #number = 0; #waiting = new Map();

  constructor(box) {
    this.#box = box;
    this.#field = document.getElementById(box.dataset.scan);
    this.#video = box.querySelector('video');
    this.#live = box.querySelector('.scan-live');
    const film = box.querySelector('[data-scan-film]');
    box.hidden = false;
    if (!navigator.mediaDevices?.getUserMedia) film.hidden = true;
    film.addEventListener('click', () => this.#film());
    box.querySelector('[data-scan-stop]').addEventListener('click', () => { this.#stop(); this.#say(''); });
    box.querySelector('input[type=file]').addEventListener('change', event => {
      const file = event.target.files[0];
      if (file) this.#photo(file);
      event.target.value = '';
    });
    addEventListener('pagehide', () => this.#stop());
  }

  #say(key, tone) {
    const status = this.#box.querySelector('[role=status]');
    status.textContent = key ? this.#box.dataset[key] : '';
    status.dataset.tone = tone ?? '';
    this.#box.dataset.state = key;
  }

  #stop() {
    this.#stream?.getTracks().forEach(track => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
    this.#live.hidden = true;
  }

  #reader() { // ours, off the page's own thread, loaded at its first use
    if (!this.#worker) {
      this.#worker = new Worker(this.#box.dataset.worker, {type: 'module'});
      this.#worker.onmessage = ({data}) => {
        this.#waiting.get(data.id)?.(data.text);
        this.#waiting.delete(data.id);
      };
      this.#worker.onerror = () => {
        this.#waiting.forEach(done => done(''));
        this.#waiting.clear();
      };
      this.#worker.postMessage({decoder: this.#box.dataset.decoder});
    }
    return this.#worker;
  }

  async #read(source, width, height, longest, still) {
    const own = detector();
    if (own) {
      const found = await own.detect(source).catch(() => null);
      if (found?.length) return found[0].rawValue;
      if (found && !still) return '';
    }
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const id = ++this.#number;
    return new Promise(done => {
      this.#waiting.set(id, done);
      this.#reader().postMessage({id, pixels, width: canvas.width, height: canvas.height, still}, [pixels.buffer]);
    });
  }

  #fill(text) {
    this.#field.value = text;
    this.#say('read', 'ok');
    navigator.vibrate?.(40);
    const form = this.#field.form;
    if (this.#box.dataset.send) form.requestSubmit(); else this.#field.focus();
  }

  async #film() {
    this.#say('hold');
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({audio: false,
        video: {facingMode: 'environment', width: {ideal: 1280}, height: {ideal: 720}}});
    } catch {
      this.#stop();
      this.#say('noCamera', 'due');
      return;
    }
    this.#video.srcObject = this.#stream;
    this.#live.hidden = false;
    await this.#video.play();
    const until = performance.now() + 60_000;
    while (this.#stream && performance.now() < until) {
      const text = await this.#read(this.#video, this.#video.videoWidth, this.#video.videoHeight, 800, false);
      if (!this.#stream) return;
      if (text) { this.#stop(); this.#fill(text); return; }
      await new Promise(next => setTimeout(next, PAUSE));
    }
    if (!this.#stream) return;
    this.#stop();
    this.#say('nothing', 'due');
  }

  async #photo(file) {
    this.#say('loading');
    try {
      const picture = await createImageBitmap(file);
      for (const longest of [1000, 640, 1600]) { // a small code in a large photo, and the other way
        const text = await this.#read(picture, picture.width, picture.height, longest, true);
        if (text) { this.#fill(text); return; }
      }
    } catch { /* not a picture this browser can open */ }
    this.#say('nothing', 'due');
  }
}

if ('Worker' in window && 'createImageBitmap' in window) {
  for (const box of document.querySelectorAll('[data-scan]')) {
    if (document.getElementById(box.dataset.scan)) new Scan(box);
  }
}
