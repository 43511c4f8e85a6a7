// Fills the lines of a document from the camera or a photo. Without this the lines are typed.
const box = document.querySelector('[data-mrz]');
const lines = document.getElementById('lines');
const say = (key, tone) => {
  const status = box.querySelector('[role=status]');
  status.textContent = key ? box.dataset[key] : '';
  status.dataset.tone = tone ?? '';
};
const video = box?.querySelector('video');
const bar = box?.querySelector('progress');
const live = box?.querySelector('[data-mrz-live]');
let worker = null, stream = null, number = 0;
const waiting = new Map();

function reader() { // loaded at the first use, not with the page
  worker ??= new Promise((done, fail) => {
    const made = new Worker(box.dataset.worker, {type: 'module'});
    made.onerror = () => fail(new Error('no reader'));
    made.onmessage = ({data}) => {
      if (data.ready === true) done(made);
      else if (data.ready === false) fail(new Error('no reader'));
      else { waiting.get(data.id)?.(data); waiting.delete(data.id); }
    };
    made.postMessage({network: box.dataset.network});
  });
  return worker;
}

async function look(source, width, height, longest, still) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const made = await reader();
  const id = ++number;
  return new Promise(done => {
    waiting.set(id, done);
    made.postMessage({id, pixels, width: canvas.width, height: canvas.height, still}, [pixels.buffer]);
  });
}

function fill(answer) {
  lines.value = answer.text;
  box.dataset.took = answer.took;
  say(answer.sure ? 'read' : 'doubtful', answer.sure ? 'ok' : 'due');
  box.dataset.state = answer.sure ? 'read' : 'doubtful';
  lines.focus();
}

function stop() {
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
  video.srcObject = null;
  live.hidden = true;
}

async function film() {
  say('loading');
  bar.hidden = false;
  try {
    stream = await navigator.mediaDevices.getUserMedia({audio: false,
      video: {facingMode: 'environment', width: {ideal: 1920}, height: {ideal: 1080}}});
    await reader();
  } catch {
    stop();
    bar.hidden = true;
    say('noCamera', 'due');
    return;
  }
  bar.hidden = true;
  video.srcObject = stream;
  live.hidden = false;
  await video.play();
  say('hold');
  let doubtful = null;
  const until = performance.now() + 40_000;
  while (stream && performance.now() < until) {
    const answer = await look(video, video.videoWidth, video.videoHeight, 1440, false);
    if (!stream) return;
    if (answer.sure) { stop(); fill(answer); return; }
    if (answer.text) { doubtful = answer; say('almost'); }
    await new Promise(requestAnimationFrame);
  }
  if (!stream) return;
  stop();
  if (doubtful) fill(doubtful); else say('nothing', 'due');
}

async function photo(file) {
  say('loading');
  bar.hidden = false;
  try {
    const picture = await createImageBitmap(file);
    let answer = null;
    for (const longest of [1600, 2400, 1100]) { // small print in a large photo, and the other way
      const next = await look(picture, picture.width, picture.height, longest, true);
      if (next.text && (!answer?.text || next.sure)) answer = next;
      if (answer?.sure) break;
    }
    if (answer?.text) fill(answer); else { say('nothing', 'due'); box.dataset.state = 'nothing'; }
  } catch {
    say('nothing', 'due');
    box.dataset.state = 'nothing';
  }
  bar.hidden = true;
}

if (box && lines && 'Worker' in window && 'createImageBitmap' in window) {
  box.hidden = false;
  const camera = box.querySelector('[data-mrz-film]');
  if (!navigator.mediaDevices?.getUserMedia) camera.hidden = true;
  camera.addEventListener('click', film);
  box.querySelector('[data-mrz-stop]').addEventListener('click', () => { stop(); say(''); });
  box.querySelector('input[type=file]').addEventListener('change', event => {
    const file = event.target.files[0];
    if (file) photo(file);
    event.target.value = '';
  });
  addEventListener('pagehide', stop);
}
