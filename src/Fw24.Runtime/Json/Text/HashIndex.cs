using System.Buffers;
using System.Numerics;

namespace Fw24.Json.Text;

/// <summary>Finds members of a map or elements of a set by hash, in pooled memory, so that comparing large ones stays linear.</summary>
internal ref struct HashIndex : IDisposable
{
    private Entry[] _entries;
    private int[] _buckets;
    private int _size;

    /// <summary>Creates an empty index.</summary>
    /// <param name="capacity">The expected number of entries.</param>
    public HashIndex(int capacity)
    {
        _entries = ArrayPool<Entry>.Shared.Rent(Math.Max(capacity, 16));
        _buckets = [];
        Rehash();
    }

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>An entry.</summary>
    public readonly ref Entry this[int index] => ref _entries[index];

    /// <summary>Adds an entry.</summary>
    public void Add(in Entry entry)
    {
        if (Count == _entries.Length)
        {
            var grown = ArrayPool<Entry>.Shared.Rent(Count * 2);
            _entries.AsSpan(0, Count).CopyTo(grown);
            ArrayPool<Entry>.Shared.Return(_entries);
            _entries = grown;
            Rehash();
        }

        _entries[Count] = entry;
        Link(Count++);
    }

    /// <summary>Returns the first entry with a hash that is not taken, or -1.</summary>
    public readonly int First(int hash) => Skip(_buckets[Bucket(hash)], hash);

    /// <summary>Returns the next entry with the same hash that is not taken, or -1.</summary>
    public readonly int Next(int index) => Skip(_entries[index].Next, _entries[index].Hash);

    /// <summary>Marks an entry as taken once its counterpart is found, so that it is not found again.</summary>
    /// <remarks>The entry is removed from its bucket: otherwise, with many equal elements, each search would walk past all those already taken.</remarks>
    public readonly void Take(int index)
    {
        ref var link = ref _buckets[Bucket(_entries[index].Hash)];
        while (link != index + 1)
        {
            link = ref _entries[link - 1].Next;
        }

        link = _entries[index].Next;
        _entries[index].IsTaken = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<Entry>.Shared.Return(_entries);
        ArrayPool<int>.Shared.Return(_buckets);
    }

    private readonly int Skip(int link, int hash)
    {
        while (link > 0 && _entries[link - 1].Hash != hash)
        {
            link = _entries[link - 1].Next;
        }

        return link - 1;
    }

    private readonly int Bucket(int hash) => hash & (_size - 1);

    private void Rehash()
    {
        if (_buckets.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_buckets);
        }

        _size = (int)BitOperations.RoundUpToPowerOf2((uint)_entries.Length);
        _buckets = ArrayPool<int>.Shared.Rent(_size);
        _buckets.AsSpan(0, _size).Clear();
        for (var i = 0; i < Count; i++)
        {
            if (!_entries[i].IsTaken)
            {
                Link(i);
            }
        }
    }

    private readonly void Link(int index)
    {
        // Links are index + 1, so that cleared memory means empty.
        ref var bucket = ref _buckets[Bucket(_entries[index].Hash)];
        _entries[index].Next = bucket;
        bucket = index + 1;
    }

    /// <summary>A member or element, as positions in its JSON.</summary>
    public struct Entry
    {
        /// <summary>The hash by which it is found.</summary>
        public int Hash;

        /// <summary>The start of the name or element, after its quote.</summary>
        public int Start;

        /// <summary>Its length in bytes.</summary>
        public int Length;

        /// <summary>Indicates whether it contains escapes.</summary>
        public bool IsEscaped;

        /// <summary>Indicates whether its counterpart has been found.</summary>
        public bool IsTaken { readonly get; internal set; }

        /// <summary>The start of a member's value.</summary>
        public int ValueStart;

        /// <summary>The length of the value in bytes.</summary>
        public int ValueLength;

        /// <summary>The link to the next entry of the same bucket; 0 at the end.</summary>
        internal int Next;
    }
}
