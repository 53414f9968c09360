using Fw24.Aws;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Replay;

namespace Fw24.Tool.Failures;

/// <summary>An app whose functions run in this process, and the replay of its messages.</summary>
internal sealed class OpenReplay : IAsyncDisposable
{
    private readonly AppModel _model;
    private readonly FunctionEnvironment _variables;
    private readonly TimeProvider _time;
    private readonly Fw24App _app;
    private readonly DynamoDbStreamsClient _streams = new();
    private readonly Dictionary<string, IClaimCheck> _failed;
    private readonly S3ClaimCheck? _claims;

    /// <summary>Opens an app.</summary>
    /// <param name="builder">The app, as its program configured it.</param>
    /// <param name="variables">The variables of its functions.</param>
    /// <param name="failed">The buckets of the records that streams gave up on, by table.</param>
    /// <param name="time">The clock.</param>
    public OpenReplay(
        Fw24AppBuilder builder, FunctionEnvironment variables, Dictionary<string, IClaimCheck> failed, TimeProvider time)
    {
        (_model, _variables, _time) = (builder.Model, variables, time);
        _app = builder.Build();
        _failed = failed;
        _claims = variables.Optional(Fw24Variables.ClaimBucket) is { } bucket ? new S3ClaimCheck(bucket) : null;
    }

    /// <summary>Creates what replays messages.</summary>
    /// <param name="handlesAgain">Indicates whether changes are handled again that are recorded as handled.</param>
    public Replayer Replayer(bool handlesAgain) => new(_model, _app.CreateFunction, _claims, _streams, _time)
    {
        Stage = _variables.Optional(Fw24Variables.Stage),
        HandlesAgain = handlesAgain,
        FailedRecords = _failed.GetValueOrDefault,
        TableArn = table => _model.Tables.FirstOrDefault(model => model.Name == table) is { } model
            ? _variables.For(model.StreamFunction).Optional(Fw24Variables.TableArn)
            : null,
    };

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
