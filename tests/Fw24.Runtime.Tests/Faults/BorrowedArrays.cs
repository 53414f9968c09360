using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>Observes the shared array pools: arrays rented and returned by the code that runs within <see cref="Watch"/>, on any thread.</summary>
/// <remarks>Uses events of .NET's pools (<c>ArrayPoolEventSource</c>), so that the runtime needs no test hooks.</remarks>
internal sealed class BorrowedArrays : EventListener
{
    private static readonly AsyncLocal<BorrowedArrays?> s_here = new();

    private readonly Lock _gate = new();
    private readonly HashSet<(int Pool, int Array)> _rented = [];
    private readonly Dictionary<int, int> _held = [];
    private readonly List<string> _violations = [];

    /// <summary>Arrays that were returned twice, or while a call was using them.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>The number of arrays rented and not returned.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _rented.Count;
            }
        }
    }

    /// <summary>Starts observing the caller's code.</summary>
    public void Watch() => s_here.Value = this;

    /// <summary>Records that a call uses memory.</summary>
    public void Hold(ReadOnlyMemory<byte> memory) => HoldBy(memory, 1);

    /// <summary>Records that the call has ended.</summary>
    public void Release(ReadOnlyMemory<byte> memory) => HoldBy(memory, -1);

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (s_here.Value != this || eventData.EventName is not ("BufferRented" or "BufferReturned"))
        {
            return;
        }

        var array = (Pool: (int)eventData.Payload![2]!, Array: (int)eventData.Payload[0]!);
        lock (_gate)
        {
            if (eventData.EventName is "BufferRented")
            {
                _rented.Add(array);
                return;
            }

            if (!_rented.Remove(array))
            {
                _violations.Add($"an array of {eventData.Payload[1]} was returned that was not rented");
            }

            if (_held.GetValueOrDefault(array.Array) > 0)
            {
                _violations.Add($"an array of {eventData.Payload[1]} was returned while a call had it");
            }
        }
    }

    private void HoldBy(ReadOnlyMemory<byte> memory, int change)
    {
        if (MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array)
        {
            lock (_gate)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, RuntimeHelpers.GetHashCode(array), out _);
                count += change;
            }
        }
    }
}
