using Fw24.Aws;
using Fw24.Messages;
using Fw24.Replay;

namespace Fw24.Tool.Failures;

/// <summary>An app whose functions run in this process, and the replay of its messages.</summary>
internal sealed class OpenReplay : IAsyncDisposable
{
    private readonly Fw24App _app;
    private readonly DynamoDbStreamsClient _streams = new();
    private readonly Dictionary<string, IClaimCheck> _failed;
    private readonly S3ClaimCheck? _claims;

    /// <summary>Opens an app.</summary>
    /// <param name="builder">The app, as its program configured it.</param>
    /// <param name="variables">The variables of its functions.</param>
    /// <param name="failed">The buckets of the records that streams gave up on, by table.</param>
    /// <param name="again">Indicates whether changes are handled again that are recorded as handled.</param>
    /// <param name="time">The clock.</param>
    public OpenReplay(
        Fw24AppBuilder builder, FunctionEnvironment variables, Dictionary<string, IClaimCheck> failed, bool again, TimeProvider time)
    {
        _app = builder.Build();
        _failed = failed;
        _claims = variables.Optional(Fw24Variables.ClaimBucket) is { } bucket ? new S3ClaimCheck(bucket) : null;
        Replayer = new Replayer(builder.Model, _app.CreateFunction, _claims, _streams, time)
        {
            Stage = variables.Optional(Fw24Variables.Stage),
            HandlesAgain = again,
            FailedRecords = failed.GetValueOrDefault,
            TableArn = table => builder.Model.Tables.FirstOrDefault(model => model.Name == table) is { } model
                ? variables.For(model.StreamFunction).Optional(Fw24Variables.TableArn)
                : null,
        };
    }

    /// <summary>Replays messages.</summary>
    public Replayer Replayer { get; }

    /// <summary>Fetches an object with records that a stream gave up on.</summary>
    /// <param name="reference">The object's place: <c>s3://bucket/key</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The object; <see langword="null"/> if no bucket of the app has it.</returns>
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
    {
        foreach (var bucket in _failed.Values)
        {
            if (await bucket.FetchAsync(reference, cancellationToken).ConfigureAwait(false) is { } content)
            {
                return content;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _streams.Dispose();
        _claims?.Dispose();
        foreach (var bucket in _failed.Values)
        {
            (bucket as IDisposable)?.Dispose();
        }
    }
}
