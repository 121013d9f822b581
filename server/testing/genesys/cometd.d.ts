declare module 'cometd/AckExtension.js' {
  export const AckExtension: new () => object;
}
