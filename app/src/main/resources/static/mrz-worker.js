// The reader of the zone, off the page's own thread. It is sent pictures and answers text; nothing
// of a picture leaves it.
import {grey, network, read, together} from './mrz.js';

let layers = null;
let before = [];

onmessage = async ({data}) => {
  if (data.network) {
    try {
      const answer = await fetch(data.network);
      if (!answer.ok) throw new Error('no network');
      layers = network(await answer.arrayBuffer());
      postMessage({ready: true});
    } catch {
      postMessage({ready: false});
    }
    return;
  }
  const start = performance.now();
  const picture = grey(data.pixels, data.width, data.height);
  let found = read(layers, picture, data.still ? [0, 1] : [0]);
  if (found && !data.still) { // several frames of a video say more than one
    before = before.filter(r => r.format === found.format).slice(-5);
    before.push(found);
    const all = before.length > 1 ? together(before) : null;
    // Names have no check digit: two frames must agree on every sign.
    const twice = before.slice(0, -1).some(r => r.lines.join() === found.lines.join());
    if (all?.sure && !found.sure) found = {...all, sure: before.length > 2};
    else found = {...found, sure: found.sure && twice};
  }
  postMessage({
    id: data.id,
    took: Math.round(performance.now() - start),
    text: found ? found.lines.join('\n') : null,
    format: found?.format,
    sure: found?.sure ?? false,
  });
};
