using Fw24.Diagnostics;

namespace Fw24.Runtime.Tests.Diagnostics;

public sealed class Fw24TelemetryTests
{
    // .NET notifies listeners within the constructor of a source or instrument; the exception in a static initializer would recur with each use.
    [Fact]
    public void S4_a_source_or_instrument_whose_listeners_throw_is_left_out()
    {
        Assert.Null(Fw24Telemetry.Made<object>(static _ => throw new IOException()));
        Assert.Equal("made", Fw24Telemetry.Made(static _ => "made"));
    }
}
