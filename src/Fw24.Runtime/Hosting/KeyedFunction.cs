using Fw24.Diagnostics;
using Fw24.Invocations;
using Fw24.Messages;
using Microsoft.Extensions.Logging;

namespace Fw24.Hosting;

/// <summary>A function whose keys are in a secret: it is created once they are known, and again when the current key changes.</summary>
/// <remarks>
/// An invocation uses one key from its first record to its last, so that the images before and after a change can be compared. The secret is
/// checked again in parallel with an invocation, which does not wait for it: new keys apply from the next invocation on, and if the check
/// fails, the known keys stay in use.
/// </remarks>
/// <param name="name">The function's name, for the log.</param>
/// <param name="secret">The secret.</param>
/// <param name="make">Creates the function.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Logs the results of checking the secret.</param>
internal sealed partial class KeyedFunction(string name, HmacSecret secret, Func<HmacKeySet, FunctionHandler> make, TimeProvider time, GuardedLogger logger)
{
    /// <summary>The time for which keys are used before the secret is checked again. A call costs 1/200,000 of a dollar.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private FunctionHandler? _handler;
    private HmacKeySet? _keys;
    private bool _isChecking;

    // Not a monotonic clock, which may stop while Lambda has frozen the process.
    private DateTimeOffset _checkedAt;

    /// <summary>Fetches the keys, unless they are known.</summary>
    /// <exception cref="HmacKeyException">The secret cannot be fetched, or contains no keys.</exception>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _handler) is null)
        {
            Use(await secret.FetchAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Serves an invocation.</summary>
    /// <exception cref="HmacKeyException">The secret cannot be fetched, or contains no keys, and none are known: the whole batch must run again.</exception>
    public ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _handler) is not { } handler)
        {
            return StartAsync(payload, context, cancellationToken);
        }

        if (IsDue())
        {
            _ = CheckAsync();
        }

        return handler(payload, context, cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>> StartAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        using (var deadline = new InvocationDeadline(context, time, cancellationToken))
        {
            await PrepareAsync(deadline.Token).ConfigureAwait(false);
        }

        return await Volatile.Read(ref _handler)!(payload, context, cancellationToken).ConfigureAwait(false);
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            return !_isChecking && Now() - _checkedAt >= Freshness && (_isChecking = true);
        }
    }

    // A clock that throws must not affect any record: the known keys stay in use.
    private DateTimeOffset Now()
    {
        try
        {
            return time.GetUtcNow();
        }
        catch (Exception)
        {
            return _checkedAt;
        }
    }

    private async Task CheckAsync()
    {
        try
        {
            Use(await secret.FetchAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            LogStale(name, secret.Arn, ExceptionSummary.Of(exception), _keys!.Ids[0]);
        }
        finally
        {
            lock (_gate)
            {
                _isChecking = false;
                _checkedAt = Now();
            }
        }
    }

    private void Use(HmacKeySet keys)
    {
        lock (_gate)
        {
            _checkedAt = Now();
            if (_keys?.HasCurrentOf(keys) is true)
            {
                return;
            }

            var handler = make(keys);
            if (_keys is not null)
            {
                LogRotated(name, _keys.Ids[0], keys.Ids[0]);
            }

            _keys = keys;
            Volatile.Write(ref _handler, handler);
        }
    }

    [LoggerMessage(21, LogLevel.Warning, "{Function}: the keys of keyed hashes could not be read again from {Secret}: {Reason}. Key {Key} remains in use")]
    private partial void LogStale(string function, string secret, string reason, string key);

    [LoggerMessage(22, LogLevel.Information, "{Function}: keyed hashes are now computed with key {Key} instead of {Before}")]
    private partial void LogRotated(string function, string before, string key);
}
