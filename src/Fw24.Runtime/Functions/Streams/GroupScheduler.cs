using System.Buffers;
using System.Diagnostics;
using Fw24.Messages;

namespace Fw24.Functions.Streams;

/// <summary>
/// Assigns the messages of a batch to calls. A call has at most 10 messages and the bytes of the topic's largest message, and never two of
/// the same group: if one entry failed alone, the group's next one would overtake it. A permanent failure also fails the rest of its group.
/// </summary>
/// <remarks>
/// Only the first unfinished message of a group is ever ready, which preserves the order within the group, including on retries.
/// Every step is O(1) per message, regardless of the mix of groups.
/// </remarks>
internal sealed class GroupScheduler : IDisposable
{
    /// <summary>The maximum number of messages in one PublishBatch call (SNS).</summary>
    public const int MaxCallEntries = 10;

    private const int None = -1;

    private readonly Entry[] _entries;
    private readonly int[] _ready;
    private readonly int[] _lastOfGroup;
    private readonly int _mask;
    private readonly int _maxCallBytes;
    private int _count;
    private int _firstReady;
    private int _readyCount;

    /// <summary>Creates a scheduler for a number of records.</summary>
    /// <param name="capacity">The number of entries that will be added.</param>
    /// <param name="maxCallBytes">The maximum number of bytes in one call.</param>
    public GroupScheduler(int capacity, int maxCallBytes)
    {
        _maxCallBytes = maxCallBytes;
        _entries = ArrayPool<Entry>.Shared.Rent(capacity);
        _ready = ArrayPool<int>.Shared.Rent(capacity);

        // At least half empty, to keep probing short.
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

    /// <summary>The number of failed entries.</summary>
    public int FailedCount { get; private set; }

    /// <summary>Adds an entry that waits for the earlier ones of its group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="size">The size in bytes. An entry too large for any call is returned alone.</param>
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

    /// <summary>Adds an entry without a group, which is returned alone.</summary>
    public void AddAlone() => MakeReady(Append(new Entry { Size = int.MaxValue, Next = None }));

    /// <summary>Adds an entry that needs no processing.</summary>
    public void AddDone() => Append(new Entry { State = State.Done, Next = None });

    /// <summary>Takes the entries of the next call.</summary>
    /// <param name="call">Receives their indexes in the batch. Each must end with <see cref="Done"/>, <see cref="Retry"/> or <see cref="Fail"/>.</param>
    /// <returns><see langword="true"/> if there are any.</returns>
    public bool TryTakeCall(List<int> call)
    {
        call.Clear();
        var size = 0;
        while (_readyCount > 0 && call.Count < MaxCallEntries)
        {
            var entry = _ready[_firstReady];
            var fits = _entries[entry].Size <= _maxCallBytes - size;
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

    /// <summary>Gets the size in bytes that an entry was added with.</summary>
    public int SizeOf(int entry) => _entries[entry].Size;

    /// <summary>Completes an entry; the next one of its group becomes ready.</summary>
    public void Done(int entry)
    {
        Debug.Assert(_entries[entry].State is State.Waiting, "an entry ends once");
        _entries[entry].State = State.Done;
        if (_entries[entry].Next != None)
        {
            MakeReady(_entries[entry].Next);
        }
    }

    /// <summary>Schedules an entry for a later call; its group waits.</summary>
    /// <returns>The number of attempts so far.</returns>
    public int Retry(int entry)
    {
        MakeReady(entry);
        return ++_entries[entry].Attempts;
    }

    /// <summary>Gets the number of times an entry was scheduled again.</summary>
    public int AttemptsOf(int entry) => _entries[entry].Attempts;

    /// <summary>Fails an entry and the rest of its group.</summary>
    public void Fail(int entry)
    {
        for (var failed = entry; failed != None; failed = _entries[failed].Next)
        {
            Debug.Assert(_entries[failed].State is State.Waiting, "an entry ends once");
            _entries[failed].State = State.Failed;
            FailedCount++;
        }
    }

    /// <summary>Fails all unfinished entries.</summary>
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
