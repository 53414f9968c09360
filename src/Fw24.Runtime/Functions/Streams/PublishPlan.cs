using System.Buffers;
using System.Diagnostics;
using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>
/// Which messages of a batch go into which call. A call has at most 10 messages and 262,144 bytes, and never two of one group: an
/// entry may fail alone, and the group's next one would then overtake it. What failed for good takes the rest of its group with it.
/// </summary>
/// <remarks>
/// Only the first message of each group that is not done is ever ready; so order within a group needs no further care, also when a
/// message is tried again. Every step is O(1) a message, whatever the mix of groups.
/// </remarks>
internal sealed class PublishPlan : IDisposable
{
    /// <summary>The most messages of one PublishBatch call (SNS).</summary>
    public const int MaxCallEntries = 10;

    private const int None = -1;

    private readonly Entry[] _entries;
    private readonly int[] _ready;
    private readonly int[] _lastOfGroup;
    private readonly int _mask;
    private int _count;
    private int _firstReady;
    private int _readyCount;

    /// <summary>Makes a plan for a number of records.</summary>
    /// <param name="capacity">How many entries will be added.</param>
    public PublishPlan(int capacity)
    {
        _entries = ArrayPool<Entry>.Shared.Rent(capacity);
        _ready = ArrayPool<int>.Shared.Rent(capacity);

        // Half empty at least, so that probing stays short.
        var slots = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 4) * 2);
        _mask = slots - 1;
        _lastOfGroup = ArrayPool<int>.Shared.Rent(slots);
        _lastOfGroup.AsSpan(0, slots).Fill(None);
    }

    private enum State : byte
    {
        Waiting,
        Done,
        Failed,
    }

    /// <summary>How many entries failed.</summary>
    public int FailedCount { get; private set; }

    /// <summary>Adds an entry that waits for the earlier ones of its group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="size">Its bytes. One that no call can take is handed out alone.</param>
    public void Add(in MessageGroup group, int size)
    {
        var entry = Append(new Entry { Group = group, Size = size, Next = None });
        var slot = SlotOf(group);
        var earlier = _lastOfGroup[slot];
        _lastOfGroup[slot] = entry;
        if (earlier == None)
        {
            MakeReady(entry);
            return;
        }

        _entries[earlier].Next = entry;
    }

    /// <summary>Adds an entry of no group, to be handed out alone.</summary>
    public void AddAlone() => MakeReady(Append(new Entry { Size = int.MaxValue, Next = None }));

    /// <summary>Adds an entry that needs nothing to be done.</summary>
    public void AddDone() => Append(new Entry { State = State.Done, Next = None });

    /// <summary>Takes the entries of the next call.</summary>
    /// <param name="call">Receives them: places in the batch. Each must come back through <see cref="Done"/>, <see cref="Retry"/> or <see cref="Fail"/>.</param>
    /// <returns>Whether there are any.</returns>
    public bool TryTakeCall(List<int> call)
    {
        call.Clear();
        var size = 0;
        while (_readyCount > 0 && call.Count < MaxCallEntries)
        {
            var entry = _ready[_firstReady];
            var fits = _entries[entry].Size <= ChangeMessage.MaxSize - size;
            if (!fits && call.Count > 0)
            {
                break;
            }

            _firstReady = (_firstReady + 1) % _ready.Length;
            _readyCount--;
            call.Add(entry);
            if (!fits)
            {
                break;
            }

            size += _entries[entry].Size;
        }

        return call.Count > 0;
    }

    /// <summary>The bytes that an entry was added with.</summary>
    public int SizeOf(int entry) => _entries[entry].Size;

    /// <summary>An entry is where it belongs; the next one of its group may go.</summary>
    public void Done(int entry)
    {
        Debug.Assert(_entries[entry].State is State.Waiting, "an entry ends once");
        _entries[entry].State = State.Done;
        if (_entries[entry].Next != None)
        {
            MakeReady(_entries[entry].Next);
        }
    }

    /// <summary>An entry goes into a later call, and its group waits.</summary>
    /// <returns>How often it has been tried.</returns>
    public int Retry(int entry)
    {
        MakeReady(entry);
        return ++_entries[entry].Attempts;
    }

    /// <summary>How often an entry was put back to be tried again.</summary>
    public int AttemptsOf(int entry) => _entries[entry].Attempts;

    /// <summary>An entry failed, and with it the rest of its group.</summary>
    public void Fail(int entry)
    {
        for (var failed = entry; failed != None; failed = _entries[failed].Next)
        {
            Debug.Assert(_entries[failed].State is State.Waiting, "an entry ends once");
            _entries[failed].State = State.Failed;
            FailedCount++;
        }
    }

    /// <summary>Everything that is not done failed.</summary>
    public void FailRest()
    {
        _readyCount = 0;
        for (var entry = 0; entry < _count; entry++)
        {
            if (_entries[entry].State is State.Waiting)
            {
                _entries[entry].State = State.Failed;
                FailedCount++;
            }
        }
    }

    public bool HasFailed(int entry) => _entries[entry].State is State.Failed;

    public void Dispose()
    {
        ArrayPool<Entry>.Shared.Return(_entries);
        ArrayPool<int>.Shared.Return(_ready);
        ArrayPool<int>.Shared.Return(_lastOfGroup);
    }

    private int Append(in Entry entry)
    {
        _entries[_count] = entry;
        return _count++;
    }

    private void MakeReady(int entry)
    {
        _ready[(_firstReady + _readyCount) % _ready.Length] = entry;
        _readyCount++;
    }

    private int SlotOf(in MessageGroup group)
    {
        var slot = group.GetHashCode() & _mask;
        while (_lastOfGroup[slot] is not None and var last && _entries[last].Group != group)
        {
            slot = (slot + 1) & _mask;
        }

        return slot;
    }

    private struct Entry
    {
        public MessageGroup Group;
        public int Size;
        public int Next;
        public byte Attempts;
        public State State;
    }
}
