using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Functions;
using Fw24.Hosting;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Hosting;

/// <summary>S7: the key of keyed hashes comes from a secret, and a changed secret reaches a running function.</summary>
public sealed class HmacSecretTests : IAsyncDisposable
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hashes-AbCdEf";
    private const string Canary = "canary-7f3a";

    private static readonly string s_first = Convert.ToBase64String(SHA256.HashData("first"u8));
    private static readonly string s_second = Convert.ToBase64String(SHA256.HashData("second"u8));
    private static readonly string s_rotated = $$$"""{"current":"k2","keys":{"k1":"{{{s_first}}}","k2":"{{{s_second}}}"}}""";

    private readonly Dictionary<string, string> _variables = new() { [Fw24Variables.Function] = "orders-stream", [Fw24Variables.HmacSecretArn] = Arn };
    private readonly FakeSecrets _secrets = new() { OnGet = static _ => new(s_first) };
    private readonly FakeTopic _topic = new();
    private readonly FakeParkingQueue _parking = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));
    private readonly RecordingLogger<HmacSecretTests> _log = new();
    private readonly List<Fw24App> _apps = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S7_a_function_fetches_its_key_before_its_first_invocation()
    {
        var function = Make();

        Assert.Empty(_secrets.Asked);
        await function.Prepare(Cancellation);
        Assert.Equal([Arn], _secrets.Asked);
        await InvokeAsync(function);
        await InvokeAsync(function);

        Assert.Equal([Arn], _secrets.Asked);
        Assert.Equal(["k1", "k1"], KeyIds());
    }

    [Fact]
    public async Task S7_where_no_host_prepares_it_the_first_invocation_fetches_the_key()
    {
        var app = App();
        var function = app.CreateFunction("orders-stream");

        await function(Event(), Context(), Cancellation);
        await function(Event(), Context(), Cancellation);

        Assert.Equal([Arn], _secrets.Asked);
        Assert.Equal(["k1", "k1"], KeyIds());
    }

    [Fact]
    public async Task S7_a_first_invocation_does_not_wait_longer_than_it_has_time_and_the_next_one_tries_again()
    {
        var function = Make();
        _secrets.OnGet = static async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return s_first;
        };

        var running = InvokeAsync(function, _time.GetUtcNow() + TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        _secrets.OnGet = static _ => new(s_first);
        await InvokeAsync(function);
        Assert.Equal(["k1"], KeyIds());
    }

    [Fact]
    public async Task S7_a_changed_secret_reaches_a_function_that_runs()
    {
        var function = Make();
        await function.Prepare(Cancellation);
        _secrets.OnGet = static _ => new(s_rotated);

        _time.Advance(KeyedFunction.Freshness - TimeSpan.FromTicks(1));
        await InvokeAsync(function);
        Assert.Single(_secrets.Asked);

        // The new key is found during this invocation and used from the next one on.
        _time.Advance(TimeSpan.FromTicks(1));
        await InvokeAsync(function);
        await InvokeAsync(function);

        Assert.Equal(["k1", "k1", "k2"], KeyIds());
        Assert.Equal(2, _secrets.Asked.Count);
        Assert.Contains("Information: orders-stream: keyed hashes are now computed with key k2 instead of k1", _log.Lines);
    }

    [Fact]
    public async Task S7_no_batch_waits_for_a_look_at_the_secret()
    {
        var function = Make();
        await function.Prepare(Cancellation);
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _secrets.OnGet = _ => new(answer.Task);
        _time.Advance(KeyedFunction.Freshness);

        // One request at a time, however long it takes.
        await InvokeAsync(function);
        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        Assert.Equal(2, _secrets.Asked.Count);

        answer.SetResult(s_rotated);
        while (!_log.Lines.Any(static line => line.Contains("computed with key k2", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        await InvokeAsync(function);
        Assert.Equal(["k1", "k1", "k2"], KeyIds());
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("binary")]
    [InlineData("malformed")]
    public async Task S7_a_look_that_fails_leaves_the_key_that_is_known_and_says_so(string how)
    {
        var function = Make();
        await function.Prepare(Cancellation);
        _secrets.OnGet = _ => how switch
        {
            "throws" => throw new AmazonServiceException(Canary) { ErrorCode = "ThrottlingException" },
            "binary" => new((string?)null),
            _ => new(Canary),
        };

        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        await InvokeAsync(function);
        Assert.Equal(2, _secrets.Asked.Count);
        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        Assert.Equal(3, _secrets.Asked.Count);
        _secrets.OnGet = static _ => new(s_rotated);
        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        await InvokeAsync(function);

        Assert.Equal(["k1", "k1", "k1", "k1", "k2"], KeyIds());
        Assert.Equal(2, _log.Lines.Count(static line => line.StartsWith($"Warning: orders-stream: the keys of keyed hashes could not be read again from {Arn}: ", StringComparison.Ordinal) && line.EndsWith("Key k1 remains in use", StringComparison.Ordinal)));
        Assert.DoesNotContain(Canary, string.Concat(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S7_the_same_keys_again_are_no_news()
    {
        var function = Make();
        await function.Prepare(Cancellation);
        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        await InvokeAsync(function);

        Assert.Equal(2, _secrets.Asked.Count);
        Assert.DoesNotContain(_log.Lines, static line => line.Contains("from now on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S7_an_invocation_has_one_key_from_its_first_record_to_what_it_parks()
    {
        var function = Make();
        await function.Prepare(Cancellation);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _topic.OnEntry = static id => id == "slow-1" ? EntryFault.Refuse : EntryFault.None;
        _topic.During = async (call, _) =>
        {
            if (call == 0)
            {
                arrived.SetResult();
                await release.Task;
            }
        };

        var slow = function.Handler(Event("slow"), Context(), Cancellation).AsTask();
        await arrived.Task;
        _secrets.OnGet = static _ => new(s_rotated);
        _time.Advance(KeyedFunction.Freshness);
        await InvokeAsync(function);
        await InvokeAsync(function);
        release.SetResult();
        await slow;

        Assert.Equal(["k1", "k2"], KeyIds());
        Assert.All(Marks(Assert.Single(_parking.Contents)), static mark => Assert.StartsWith("hmac:k1:", mark, StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "ResourceNotFoundException", "Create the secret with a value, or correct the ARN." },
        { "AccessDeniedException", "needs secretsmanager:GetSecretValue on it" },
        { "DecryptionFailure", "kms:Decrypt on that key" },
        { "InvalidRequestException", "Restore the secret" },
        { "InternalServiceError", "tries again" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task S7_an_error_at_start_names_the_secret_what_is_wrong_and_the_remedy(string code, string remedy)
    {
        _secrets.OnGet = _ => throw new AmazonServiceException(Canary, null, ErrorType.Sender, code, "req-7", HttpStatusCode.BadRequest);
        await using var lambda = new LoopbackLambda();

        var exit = await Runtime(lambda).RunAsync(() => Make(), Cancellation);

        var report = Assert.Single(lambda.Server.Requests);
        Assert.Equal(1, exit);
        Assert.Equal("/2018-06-01/runtime/init/error", report.Target);
        Assert.Contains(Arn, report.Text, StringComparison.Ordinal);
        Assert.Contains(Fw24Variables.HmacSecretArn, report.Text, StringComparison.Ordinal);
        Assert.Contains(code, report.Text, StringComparison.Ordinal);
        Assert.Contains(remedy, report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, report.Text + string.Concat(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "holds no text: it must be base64 of at least 32 bytes")]
    [InlineData(Canary, "is malformed: it must be base64 of at least 32 bytes")]
    public async Task S7_a_secret_without_keys_stops_the_function_and_is_not_shown(string? content, string reason)
    {
        _secrets.OnGet = _ => new(content);

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Make().Prepare(Cancellation).AsTask());
        var again = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => InvokeAsync(Make()));

        Assert.StartsWith($"The secret {Arn}, which FW24_HMAC_SECRET_ARN names, {reason}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(error.Message, again.Message);
        Assert.Contains(Arn, Fw24.Diagnostics.ExceptionSummary.Of(again), StringComparison.Ordinal);
    }

    [Fact]
    public void S7_both_sources_of_a_key_are_one_too_many()
    {
        _variables[Fw24Variables.HmacKey] = s_first;

        var error = Assert.Throws<InvalidOperationException>(() => Make());

        Assert.StartsWith("Both FW24_HMAC_SECRET_ARN and FW24_HMAC_KEY are set", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(s_first, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S7_no_source_of_a_key_is_one_too_few()
    {
        _variables.Remove(Fw24Variables.HmacSecretArn);

        Assert.StartsWith("Neither of the environment variables FW24_HMAC_SECRET_ARN and FW24_HMAC_KEY is set", Assert.Throws<InvalidOperationException>(() => Make()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hashes")]
    [InlineData("arn:aws:ssm:eu-central-1:123456789012:parameter:hashes")]
    [InlineData("arn:aws:secretsmanager::123456789012:secret:hashes")]
    public void S7_what_is_no_ARN_of_a_secret_is_refused(string arn)
    {
        _variables[Fw24Variables.HmacSecretArn] = arn;

        Assert.Contains("must be the ARN of a secret", Assert.Throws<InvalidOperationException>(() => Make()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S7_a_plain_key_of_a_local_run_needs_no_secret()
    {
        _variables.Remove(Fw24Variables.HmacSecretArn);
        _variables[Fw24Variables.HmacKey] = s_rotated;
        var function = Make();
        await function.Prepare(Cancellation);

        await InvokeAsync(function);

        Assert.Empty(_secrets.Asked);
        Assert.Equal(["k2"], KeyIds());
    }

    [Fact]
    public async Task S7_a_table_without_keyed_hashes_asks_for_no_secret()
    {
        _variables[Fw24Variables.HmacKey] = s_first;
        var function = Make(Redaction.Mask);
        await function.Prepare(Cancellation);

        await InvokeAsync(function);

        Assert.Empty(_secrets.Asked);
    }

    [Fact]
    public async Task S7_a_secret_is_fetched_by_a_signed_call_of_its_own_region()
    {
        await using var server = new LoopbackServer(static _ => LoopbackAnswer.Of(200, """{"ARN":"a","Name":"n","VersionStages":["AWSCURRENT"],"CreatedDate":1.7E9,"SecretString":"the \u0022text\u0022","VersionId":"v"}"""));
        using var client = new SecretsManagerClient("eu-west-3", LoopbackAws.At(server));

        Assert.Equal("the \"text\"", await client.GetSecretValueAsync(Arn, Cancellation));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Target));
        Assert.Equal("application/x-amz-json-1.1", request.Header("Content-Type"));
        Assert.Equal("secretsmanager.GetSecretValue", request.Header("X-Amz-Target"));
        Assert.Equal($$"""{"SecretId":"{{Arn}}"}""", request.Text);
        LoopbackAws.AssertSigned(request, "eu-west-3", "secretsmanager");
    }

    [Fact]
    public async Task S7_a_secret_of_bytes_has_no_text_and_an_error_has_its_code()
    {
        await using var server = new LoopbackServer(static request => request.Text.Contains("bytes", StringComparison.Ordinal)
            ? LoopbackAnswer.Of(200, """{"ARN":"a","SecretBinary":"AAAA"}""")
            : LoopbackAnswer.Of(400, """{"__type":"AccessDeniedException","Message":"no"}"""));
        using var client = new SecretsManagerClient("eu-central-1", LoopbackAws.At(server));

        Assert.Null(await client.GetSecretValueAsync(Arn + "bytes", Cancellation));
        Assert.Equal("AccessDeniedException", (await Assert.ThrowsAsync<AmazonServiceException>(() => client.GetSecretValueAsync(Arn, Cancellation).AsTask())).ErrorCode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }
    }

    private static byte[] Event(string id = "a") => TestRecord.Event(TestRecord.Change(id, 1, 1) with
    {
        OldImage = $$$"""{"OrderId":{"S":"{{{id}}}"},"Email":{"S":"old@example.org"}}""",
        NewImage = $$$"""{"OrderId":{"S":"{{{id}}}"},"Email":{"S":"new@example.org"}}""",
    });

    private static InvocationContext Context(DateTimeOffset? deadline = null)
        => new() { RequestId = "r-1", FunctionName = "orders-stream", Deadline = deadline ?? DateTimeOffset.MaxValue };

    private static async Task InvokeAsync(AppFunction function, DateTimeOffset? deadline = null)
        => await function.Handler(Event(), Context(deadline), Cancellation);

    // The key id of the first mark in each message.
    private IEnumerable<string> KeyIds() => _topic.Messages.Select(static message => Marks(message.Body)[0].Split(':')[1]);

    private static List<string> Marks(string body)
        => [.. body.Split('"', '\\').Where(static text => text.StartsWith("hmac:", StringComparison.Ordinal))];

    private AppFunction Make(Redaction redaction = Redaction.Hmac)
    {
        AppFunction? made = null;
        var host = new CatchingHost(start => made = start());
        App(redaction, host).RunAsync(Cancellation).GetAwaiter().GetResult();
        return made!;
    }

    private Fw24App App(Redaction redaction = Redaction.Hmac, IFunctionHost? host = null)
    {
        var builder = Fw24App.CreateBuilder(TestTables.App(TestTables.Orders(sensitive: new Fw24.Model.SensitiveAttributeModel("Email", redaction))));
        builder.Environment = new FunctionEnvironment(name => _variables.GetValueOrDefault(name));
        builder.Services.AddSingleton<IChangePublisher>(_topic).AddSingleton<IParkingQueue>(_parking).AddSingleton<ISecretsManager>(_secrets).AddSingleton<TimeProvider>(_time);
        builder.Logging.AddProvider(new OneLogger(_log));
        if (host is not null)
        {
            builder.Services.AddSingleton(host);
        }

        _apps.Add(builder.Build());
        return _apps[^1];
    }

    private LambdaRuntime Runtime(LoopbackLambda lambda)
        => new(lambda.Environment, new LoggerFactory([new OneLogger(_log)]).CreateLogger<LambdaRuntime>(), new LambdaConsole(Stream.Null), TestTables.App(), TimeProvider.System);

    /// <summary>A host that receives the function without serving it.</summary>
    private sealed class CatchingHost(Action<Func<AppFunction>> take) : IFunctionHost
    {
        public Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken)
        {
            take(start);
            return Task.FromResult(0);
        }
    }

    private sealed class OneLogger(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
