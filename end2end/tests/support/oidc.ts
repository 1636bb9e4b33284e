// A real OpenID provider (the npm package oidc-provider), set up as NHS login is: RS512, private_key_jwt, vtr and vot.
import { type KeyObject, generateKeyPairSync } from "node:crypto";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const CLIENT_ID = "front-door-tests";

/** What it says of whoever logs in. */
export type Person = {
  sub: string;
  nhs_number?: string;
  birthdate?: string;
  family_name?: string;
  given_name?: string;
  identity_proofing_level: string;
  vot: string;
};

export class NhsLogin {
  person: Person = { sub: "nobody", identity_proofing_level: "P0", vot: "P0" };
  /** The last request for a log-in. */
  asked: URLSearchParams = new URLSearchParams();
  private provider!: Provider;

  private constructor(private readonly server: Server, readonly issuer: string) {}

  /** A key pair as Front Door has one: the private key in PEM. */
  static newKey(): string {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  }

  static async start(): Promise<NhsLogin> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new NhsLogin(server, `http://localhost:${port}`);
  }

  /** From now on it knows the portal at this address; it reads the portal's keys from there. */
  knows(portal: string): void {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...(privateKey as KeyObject).export({ format: "jwk" }), alg: "RS512", use: "sig", kid: "1" };
    const claims = ["nhs_number", "birthdate", "family_name", "given_name", "identity_proofing_level"];
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          redirect_uris: [`${portal}/log-in/nhs-login/back`],
          response_types: ["code"],
          grant_types: ["authorization_code"],
          token_endpoint_auth_method: "private_key_jwt",
          token_endpoint_auth_signing_alg: "RS512",
          id_token_signed_response_alg: "RS512",
          jwks_uri: `${portal}/.well-known/jwks.json`,
        },
      ],
      jwks: { keys: [key] as never },
      enabledJWA: { idTokenSigningAlgValues: ["RS512"], clientAuthSigningAlgValues: ["RS512"] },
      clientAuthMethods: ["private_key_jwt"],
      scopes: ["openid", "profile", "profile_extended"],
      claims: { openid: ["sub", "vot"], profile: claims },
      extraParams: ["vtr"],
      // NHS login asks each time.
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ["made up"] },
      // Its own way refuses addresses on this machine, where the portal of the tests is.
      fetch: (url: string | URL, { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown }) => fetch(url, options),
      findAccount: (_: unknown, id: string) => ({ accountId: id, claims: async () => ({ ...this.person }) }),
    } as never);
    // What it refuses stands in the test's output.
    for (const event of ["authorization.error", "grant.error", "userinfo.error", "server_error"]) {
      this.provider.on(event as never, (_: unknown, error: Error & { error_detail?: string }) => {
        console.error(`${event}: ${error.message} ${error.error_detail ?? ""}`);
      });
    }
    const callback = this.provider.callback();
    this.server.removeAllListeners("request");
    this.server.on("request", (request, answer) => {
      const [, first, uid, what] = (request.url ?? "").split("/");
      if (first === "favicon.ico") return void answer.writeHead(204).end();
      if (first !== "interaction") return callback(request, answer);
      void this.interaction(request, answer, uid, what);
    });
  }

  private async interaction(request: never, answer: never, uid: string, what?: string): Promise<void> {
    const reply = answer as import("node:http").ServerResponse;
    const { params } = await this.provider.interactionDetails(request, answer);
    if (!what) {
      this.asked = new URLSearchParams(params as Record<string, string>);
      reply.setHeader("content-type", "text/html; charset=utf-8");
      const button = (to: string, text: string) =>
        `<form method="post" action="/interaction/${uid}/${to}"><button>${text}</button></form>`;
      const buttons = `${button("agree", "Agree")}${button("refuse", "I do not want to use my NHS login")}`;
      reply.end(`<!doctype html><html lang="en"><title>NHS login</title><main><h1>NHS login</h1>${buttons}</main></html>`);
      return;
    }
    if (what === "refuse") {
      const refused = { error: "access_denied", error_description: "ConsentNotGiven" };
      return this.provider.interactionFinished(request, answer, refused, { mergeWithLastSubmission: false });
    }
    const grant = new this.provider.Grant({ accountId: this.person.sub, clientId: CLIENT_ID });
    grant.addOIDCScope("openid profile profile_extended");
    const result = { login: { accountId: this.person.sub, remember: false }, consent: { grantId: await grant.save() } };
    await this.provider.interactionFinished(request, answer, result, { mergeWithLastSubmission: false });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
