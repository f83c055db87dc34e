/** One connection to the queue's server. In: redis:// or rediss:// address. Out: a client that waits and tries again when the server is away. */
import { Redis } from 'ioredis';
import { InputError } from '../../core/errors.ts';

/** @throws InputError when the address is wrong or nobody answers within `patienceS` */
export async function connectQueue(url: string, patienceS = 5): Promise<Redis> {
  if (!/^rediss?:\/\/.+/.test(url))
    throw new InputError(url, '--queue', 'must be redis://host:port or rediss://…', url);
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 3000),
  });
  let cause = '';
  client.on('error', (error) => {
    cause = error.message;
  });
  const timer = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patienceS * 1000).unref());
  const answer = await Promise.race([
    client
      .connect()
      .catch(() => {})
      .then(() => client.ping())
      .then(
        () => 'here' as const,
        () => 'refused' as const,
      ),
    timer,
  ]);
  if (answer !== 'here') {
    client.disconnect();
    throw new InputError(
      withoutSecret(url),
      '--queue',
      `does not answer (${cause || 'no connection'}); is the server started?`,
    );
  }
  return client;
}

/** An address that may be printed. */
export function withoutSecret(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password !== '') parsed.password = '***';
    return parsed.href;
  } catch {
    return url;
  }
}

/** A second connection to the same server, for a library that closes none it was handed. */
export function sisterOf(client: Redis): Redis {
  const sister = client.duplicate();
  // It tries again by itself; who uses it is told by its own commands.
  sister.on('error', () => {});
  return sister;
}
