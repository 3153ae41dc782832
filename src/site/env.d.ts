/// <reference types="astro/client" />

declare module '*?minified' {
  const text: string;
  export default text;
}
