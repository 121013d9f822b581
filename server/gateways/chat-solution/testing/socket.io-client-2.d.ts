/** The client of 2018 brings no types of its own under this name. */
declare module 'socket.io-client-2' {
  export const connect: (uri: string, options: object) => unknown;
}
