using System.Text;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Harness.Flow;

internal sealed class FakeParkingQueue : IParkingQueue
{
    public bool IsBroken { get; set; }

    public List<ParkedRecord> Records { get; } = [];

    public IEnumerable<string?> EventIds => Records.Select(static record => record.EventId);

    public IEnumerable<string> Contents => Records.Select(static record => Encoding.UTF8.GetString(record.Content.Span));

    public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new IOException("The queue is not there.");
        }

        Records.Add(record);
        return ValueTask.CompletedTask;
    }
}
