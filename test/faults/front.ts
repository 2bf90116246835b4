import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where deliveries can be passed on, and what is done around that. */
export interface FrontParts {
  /** Where the n-th delivery goes. */
  route(nth: number): { readonly index: number; readonly url: string };
  beforePassing(index: number): Promise<void>;
  /** Before the answer that was given is passed back. */
  beforeAnswering(index: number, status: number): Promise<void>;
}

/** What stands before the replicas and passes deliveries on, without looking whether they live. */
export class Front {
  readonly #server: Server;
  readonly #parts: FrontParts;
  #passed = 0;
  /** The deliveries that a replica has acknowledged, whether or not that got back to whoever has sent them. */
  readonly taken = new Set<string>();

  static async open(parts: FrontParts): Promise<Front> {
    const front = new Front(parts);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  private constructor(parts: FrontParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.writeHead(502).end('Bad Gateway'));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { index, url } = this.#parts.route(this.#passed);
    this.#passed += 1;
    await this.#parts.beforePassing(index);
    const headers = Object.entries(request.headers).filter(([name]) =>
      /^(x-|content-type|user-agent)/.test(name),
    );
    const answer = await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    if (answer.ok) this.taken.add(String(request.headers['x-github-delivery']));
    await this.#parts.beforeAnswering(index, answer.status);
    response.writeHead(answer.status).end(text);
  }
}
