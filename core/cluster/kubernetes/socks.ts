/** A tunnel through a SOCKS 5 proxy. Source: RFC 1928 and RFC 1929. */

import { connect, type Socket } from 'node:net'

const byUserAndPassword = 2

/** An open socket to the host; the proxy looks up its name. Rejects with an Error that says what the proxy did. */
export async function socksTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  const socket = connect({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: Number(proxy.port || 1080) })
  const bytes = reader(socket)
  try {
    const [, method] = await ask(socket, bytes, proxy.username === '' ? [5, 1, 0] : [5, 2, 0, byUserAndPassword], 2)
    if (method === byUserAndPassword) {
      const [, refused] = await ask(socket, bytes, [1, ...counted(proxy.username), ...counted(proxy.password)], 2)
      if (refused !== 0) throw new Error('it does not accept the credentials')
    } else if (method !== 0) {
      throw new Error('it wants another way of signing in')
    }
    const asked = [5, 1, 0, 3, ...counted(host), port >> 8, port & 0xff]
    const [, reply = -1, , kind = 0] = await ask(socket, bytes, asked, 4)
    if (reply !== 0) throw new Error(refusals[reply] ?? `it refuses (${reply})`)
    const [nameLength = 0] = kind === 3 ? await bytes.take(1) : []
    await bytes.take((kind === 1 ? 4 : kind === 4 ? 16 : nameLength) + 2)
    bytes.release()
    return socket
  } catch (error) {
    socket.destroy()
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`the proxy ${proxy.host} makes no connection to ${host}: ${why}`, { cause: error })
  }
}

const refusals: Readonly<Record<number, string>> = {
  1: 'it failed',
  2: 'its rules forbid it',
  3: 'the network is not reached',
  4: 'the host is not reached',
  5: 'the connection is refused',
}

type Reader = { readonly take: (count: number) => Promise<readonly number[]>; readonly release: () => void }

async function ask(
  socket: Socket,
  bytes: Reader,
  message: readonly number[],
  count: number,
): Promise<readonly number[]> {
  socket.write(Buffer.from(message))
  return bytes.take(count)
}

/** Takes bytes from the socket as they are asked for; what is left over goes back when released. */
function reader(socket: Socket): Reader {
  let held = Buffer.alloc(0)
  let wake: (() => void) | undefined
  let ended: Error | undefined
  const onData = (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    wake?.()
  }
  const onEnd = (error?: Error) => {
    ended = error ?? new Error('it closed the connection')
    wake?.()
  }
  const onClose = () => onEnd(ended)
  socket.on('data', onData).on('error', onEnd).on('close', onClose)
  return {
    async take(count) {
      while (held.length < count) {
        if (ended !== undefined) throw ended
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      const taken = [...held.subarray(0, count)]
      held = held.subarray(count)
      return taken
    },
    release() {
      socket.pause()
      socket.off('data', onData).off('error', onEnd).off('close', onClose)
      if (held.length > 0) socket.unshift(held)
    },
  }
}

function counted(text: string): readonly number[] {
  const bytes = Buffer.from(decodeURIComponent(text))
  return [bytes.length & 0xff, ...bytes]
}
