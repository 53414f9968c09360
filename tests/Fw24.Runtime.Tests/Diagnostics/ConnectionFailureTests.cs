using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Diagnostics;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Diagnostics;

/// <summary>
/// Connections that fail over loopback, as the AWS SDK reports them through its own client (DynamoDB, S3) and through the runtime's (SNS).
/// </summary>
public sealed class ConnectionFailureTests
{
    private static readonly string[] s_services = ["DynamoDB", "S3", "Secrets Manager"];

    public static TheoryData<string> Services => new(s_services);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X7_a_refused_connection_is_told(string service)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        AssertTells(await FailureOf(service, $"http://127.0.0.1:{port}"), "ConnectionError", "SocketException: ConnectionRefused");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X7_a_server_without_TLS_is_told(string service)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = AnswerInTheClearAsync(listener);

        var summary = await FailureOf(service, $"https://{listener.LocalEndpoint}");

        AssertTells(summary, "SecureConnectionError", "AuthenticationException");
        await accepted;
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X7_a_connection_that_breaks_off_is_told(string service)
    {
        await using var server = new LoopbackServer(static _ => LoopbackAnswer.Reset);

        Assert.Matches("SocketException: ConnectionReset|HttpIOException: ResponseEnded", await FailureOf(service, server.Url));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X7_an_answer_that_breaks_off_is_told(string service)
    {
        await using var server = new LoopbackServer(static _ => new LoopbackAnswer { Body = new byte[1000], TruncateAt = 10 });

        AssertTells(await FailureOf(service, server.Url), "ResponseEnded");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task X7_a_server_that_does_not_answer_in_time_is_told(string service)
    {
        await using var server = new LoopbackServer(static _ => LoopbackAnswer.Silence);

        AssertTells(await FailureOf(service, server.Url, TimeSpan.FromMilliseconds(50)), "TimeoutException");
    }

    private static void AssertTells(string summary, params string[] facts)
    {
        Assert.All(facts, fact => Assert.Contains(fact, summary, StringComparison.Ordinal));

        // Addresses occur only in messages.
        Assert.DoesNotContain("127.0.0.1", summary, StringComparison.Ordinal);
    }

    private static async Task<string> FailureOf(string service, string url, TimeSpan? timeout = null)
    {
        void Configure(ClientConfig config)
        {
            LoopbackAws.At(url)(config);
            config.MaxErrorRetry = 0;
            config.Timeout = timeout ?? config.Timeout;
        }

        using var store = new DynamoDbItemStore(Configure);
        using var claims = new S3ClaimCheck("orders-claims", Configure);
        using var secrets = new SecretsManagerClient(configure: Configure);
        Func<Task> call = service switch
        {
            "DynamoDB" => () => store.GetAsync("orders", new ItemImage("""{"Id":{"S":"1"}}"""u8.ToArray()), Cancellation).AsTask(),
            "S3" => () => claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation).AsTask(),
            _ => () => secrets.GetSecretValueAsync("arn:aws:secretsmanager:eu-central-1:123456789012:secret:s", Cancellation).AsTask(),
        };
        return ExceptionSummary.Of(await Assert.ThrowsAnyAsync<Exception>(call));
    }

    private static async Task AnswerInTheClearAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, Cancellation);
    }
}
