"use strict";

// Swagger UI has a dark look, but does not ask the browser for it by itself.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

// The command it shows for a request is copied into tickets and pictures, so it goes without the key.
const withoutKey = () => ({
  wrapComponents: {
    curl: (Curl, system) => (given) =>
      system.React.createElement(Curl, {
        ...given,
        request: given.request.setIn(["headers", "Authorization"], "Bearer <API key>"),
      }),
  },
});

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [withoutKey],
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
