/** What Parvis uses of Trix 2, which carries no types. */
declare module 'trix' {
  const Trix: {
    config: {
      lang: Record<string, string>;
      blockAttributes: { heading1: { tagName: string } };
      toolbar: { getDefaultHTML(): string };
    };
  };
  export default Trix;
}
