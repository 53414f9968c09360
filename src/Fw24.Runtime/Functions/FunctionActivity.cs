using System.Diagnostics;

namespace Fw24.Functions;

/// <summary>A started activity, or none if there is no listener. Disposing it ends the activity.</summary>
/// <param name="telemetry">The telemetry that started it.</param>
/// <param name="activity">The activity.</param>
internal readonly struct FunctionActivity(FunctionTelemetry telemetry, Activity activity) : IDisposable
{
    private readonly Activity? _activity = activity;

    /// <summary>The activity's W3C trace context; <see langword="null"/> without a listener.</summary>
    public string? Id => _activity?.Id;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_activity is not null)
        {
            telemetry.Stop(_activity);
        }
    }
}
