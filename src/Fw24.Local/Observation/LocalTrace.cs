using System.Globalization;
using System.Runtime.CompilerServices;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Observation;

/// <summary>Writes a line for each event, so that two runs can be compared.</summary>
internal sealed class LocalTrace(TextWriter writer, EventLoop loop)
{
    public void Write(DefaultInterpolatedStringHandler text)
    {
        writer.Write(loop.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        writer.Write(' ');
        writer.Write(text.ToStringAndClear());
        writer.Write('\n');
    }
}
