using System.Diagnostics;
using Fw24.Diagnostics;

namespace Fw24.Functions;

/// <summary>A started activity, or none if there is no listener. Disposing it ends the activity.</summary>
/// <param name="telemetry">The telemetry that started it.</param>
/// <param name="activity">The activity.</param>
internal readonly struct FunctionActivity(FunctionTelemetry telemetry, Activity activity) : IDisposable
{
    private readonly Activity? _activity = activity;

    /// <summary>The activity's W3C trace context; <see langword="null"/> without a listener.</summary>
    public string? Id => _activity?.Id;

    /// <summary>Marks the activity as failed, with an event for the exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="logging">Decides whether the exception's message is reported. Default: it is not.</param>
    public void Fail(Exception exception, ExceptionLogging? logging = null)
    {
        if (_activity is not null)
        {
            telemetry.Fail(_activity, exception, logging);
        }
    }

    /// <summary>Marks the activity as failed.</summary>
    /// <param name="error">The service's error code, without item values.</param>
    public void Fail(string error)
    {
        if (_activity is not null)
        {
            telemetry.Fail(_activity, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_activity is not null)
        {
            telemetry.Stop(_activity);
        }
    }
}
