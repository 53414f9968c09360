using Fw24.Diagnostics;

namespace Fw24.Runtime.Tests.Diagnostics;

public sealed class Fw24TelemetryTests
{
    // .NET tells each listener of a source or instrument within its constructor; of a static one, the exception would come again with each use.
    [Fact]
    public void S4_a_source_or_instrument_whose_listeners_throw_is_left_out()
    {
        Assert.Null(Fw24Telemetry.Made<object>(static _ => throw new IOException()));
        Assert.Equal("made", Fw24Telemetry.Made(static _ => "made"));
    }
}
