import { type AccessLine, accessLines } from "../corpus.ts";
import { at } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

/** App Service access log, from a real web site's log. */
export function appServiceHttpLog(context: RowContext, line = lineOf(context, 0)): BuiltRow {
  const { tenant, random } = context;
  return {
    resource: resourceId(tenant, "Microsoft.Web/sites", `app-${tenant.key}-shop`),
    fields: {
      CIp: line.clientIp,
      ComputerName: `lw${random.int(0, 3)}sdlwk0007`,
      Cookie: "-",
      CsBytes: 200 + line.path.length + line.userAgent.length,
      CsHost: `www.${tenant.domain}`,
      CsMethod: line.method,
      CsUriQuery: line.query,
      CsUriStem: line.path,
      CsUsername: "-",
      Referer: line.referer,
      Result: line.status < 400 ? "Success" : "Failure",
      ScBytes: line.bytes,
      ScStatus: line.status,
      ScSubStatus: "0",
      ScWin32Status: "0",
      SPort: "443",
      TimeTaken: Math.round(random.longTail(45)),
      UserAgent: line.userAgent,
    },
  };
}

/** Application Gateway access log, from another part of the same real log. */
export function gatewayAccessLog(context: RowContext, line = lineOf(context, 2500)): BuiltRow {
  const { tenant, random } = context;
  const seconds = random.longTail(45) / 1000;
  return {
    resource: resourceId(tenant, "Microsoft.Network/applicationGateways", `agw-${tenant.key}`),
    fields: {
      BackendPoolName: "pool-web",
      ClientIp: line.clientIp,
      ClientPort: random.int(1024, 65_535),
      Host: `pay.${tenant.domain}`,
      HttpMethod: line.method,
      HttpStatus: line.status,
      HttpVersion: line.version,
      InstanceId: `appgw_${random.int(0, 2)}`,
      ListenerName: "https-443",
      OperationName: "ApplicationGatewayAccess",
      OriginalHost: `pay.${tenant.domain}`,
      OriginalRequestUriWithArgs: line.query === "" ? line.path : `${line.path}?${line.query}`,
      ReceivedBytes: 200 + line.path.length + line.userAgent.length,
      RequestQuery: line.query,
      RequestUri: line.path,
      RuleName: "rule-web",
      SentBytes: line.bytes,
      ServerResponseLatency: seconds * 0.8,
      ServerRouted: `10.0.1.${random.int(4, 9)}:443`,
      ServerStatus: line.status,
      SslEnabled: "on",
      SslProtocol: "TLSv1.3",
      TimeTaken: seconds,
      TransactionId: random.hex(32),
      UserAgent: line.userAgent,
      WafEvaluationTime: seconds * 0.05,
      WafMode: "Detection",
    },
  };
}

function lineOf(context: RowContext, offset: number): AccessLine {
  const lines = accessLines();
  return at(lines, (context.index + offset) % lines.length);
}
