// Far more clients than can be served: each sends its next request as soon as it has an answer, whatever that was. A process of its
// own, started by overload.mjs: a message in is who comes, the messages back are what they saw in each second.
import { connect } from 'node:net';
import { HttpConnection } from '../lib/http-connection.mjs';
import { get } from '../lib/requests.mjs';
import { now } from '../lib/tally.mjs';
import { World } from '../lib/world.mjs';
import { workloadNamed } from '../workloads/all.mjs';

/** What the clients do, and how many of a hundred do it. */
const MIX = [
  ['whoami-token', 25],
  ['get-identity', 20],
  ['list-first-page', 10],
  ['list-by-identifier', 5],
  ['login-cost-12', 20],
  ['put-identity', 10],
  ['patch-trait', 8],
  ['batch-200', 2],
];
const BACK_MS = 20;
const DEAF_BACK_MS = 1000;
const TELL_MS = 1000;
/** As many as a connection may send ahead, and pages that fill more than a socket. */
const DEAF_REQUESTS = 10;
const DEAF_PAGE = '/admin/identities?page_size=500';

const REFUSALS = new Set([429, 503]);

/** What happened since it was last told. */
class Outcomes {
  #statuses = {};
  #slowestMs = 0;
  #slowest = '';
  #strange = [];

  add(status, began, request, body) {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    const what = request.slice(0, request.indexOf(' HTTP/'));
    if (now() - began > this.#slowestMs) {
      this.#slowestMs = now() - began;
      this.#slowest = `${what} -> ${status}`;
    }
    if (status >= 200 && (status < 300 || REFUSALS.has(status))) return;
    if (this.#strange.length < 3) this.#strange.push(`${what} -> ${status} ${body}`);
  }

  lap() {
    const lap = { statuses: this.#statuses, slowestMs: this.#slowestMs, slowest: this.#slowest, strange: this.#strange };
    this.#statuses = {};
    this.#slowestMs = 0;
    this.#strange = [];
    return lap;
  }
}

/** One client that never stops by itself. */
function insist(target, { steps }, world, outcomes) {
  let at = 0;
  let began;
  let request;
  const send = (previous) => {
    request = steps[at].request(world, previous);
    began = now();
    connection.send(request, steps[at].keep === true);
  };
  const connection = new HttpConnection(target, ({ status, body }) => {
    outcomes.add(status, began, request, body?.slice(0, 300));
    const went = status === steps[at].status;
    const previous = went && steps[at].keep ? JSON.parse(body) : undefined;
    at = went ? (at + 1) % steps.length : 0;
    // Only who lost the connection waits a little: nobody was there to send the next request to.
    if (status === 0) setTimeout(send, BACK_MS);
    else send(previous);
  });
  send();
}

/** One that asks and does not read, and comes back when it is thrown out. */
function ignore(target) {
  const socket = connect(target);
  socket.pause();
  socket.on('error', () => {});
  socket.write(get(DEAF_PAGE).repeat(DEAF_REQUESTS));
  // A socket that does not read learns late that it was closed.
  const look = setInterval(() => socket.write('\r\n'), 1000);
  socket.once('close', () => {
    clearInterval(look);
    setTimeout(() => ignore(target), DEAF_BACK_MS);
  });
}

function come({ targets, dataDir, share, connections, deaf }) {
  const world = new World(dataDir, share);
  const outcomes = new Outcomes();
  for (const [name, percent] of MIX) {
    const workload = workloadNamed(name);
    for (let i = 0; i < (connections * percent) / 100; i++) insist(targets[workload.listener], workload, world, outcomes);
  }
  for (let i = 0; i < deaf; i++) ignore(targets.admin);
  setInterval(() => process.send(outcomes.lap()), TELL_MS);
}

process.on('message', come);
process.on('disconnect', () => process.exit());
