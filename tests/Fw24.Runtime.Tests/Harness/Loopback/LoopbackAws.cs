using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>Configuration of AWS clients for a loopback server, and a check of their signatures.</summary>
internal static partial class LoopbackAws
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static Action<ClientConfig> At(LoopbackServer server) => At(server.Url);

    public static Action<ClientConfig> At(string url) => config =>
    {
        config.ServiceURL = url;
        config.DefaultAWSCredentials = new BasicAWSCredentials(AccessKey, SecretKey);
    };

    /// <summary>Checks a request's signature (Signature Version 4) by recomputing it from the received request.</summary>
    public static void AssertSigned(LoopbackRequest request, string region, string service)
    {
        var match = Authorization().Match(request.Header("Authorization") ?? "");
        Assert.True(match.Success, $"Authorization: {request.Header("Authorization")}");
        var date = request.Header("X-Amz-Date")!;
        Assert.True(DateTime.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), date);
        Assert.Equal($"{AccessKey}/{date[..8]}/{region}/{service}/aws4_request", match.Groups["scope"].Value);

        var signed = match.Groups["headers"].Value.Split(';');
        Assert.Contains("host", signed);
        Assert.Contains("x-amz-date", signed);
        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body));
        var target = request.Target.Split('?');
        var canonical = string.Join('\n',
        [
            request.Method,
            target[0],
            target is [_, var query] ? string.Join('&', query.Split('&').Order(StringComparer.Ordinal)) : "",
            .. signed.Select(name => $"{name}:{request.Header(name)}"),
            "",
            match.Groups["headers"].Value,
            bodyHash,
        ]);
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{date[..8]}/{region}/{service}/aws4_request\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";

        var key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (var part in new[] { date[..8], region, service, "aws4_request", toSign })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        Assert.Equal(Convert.ToHexStringLower(key), match.Groups["signature"].Value);
    }

    /// <summary>The time that a request was signed for.</summary>
    public static DateTime SignedAt(LoopbackRequest request)
        => DateTime.ParseExact(request.Header("X-Amz-Date")!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<scope>[^,]+), SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
