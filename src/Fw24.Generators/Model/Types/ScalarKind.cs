namespace Fw24.Generators.Model.Types;

/// <summary>The kinds of values that an item holds in one S, N, B or BOOL.</summary>
internal enum ScalarKind
{
    String,
    Boolean,

    /// <summary>Any numeric type: the reader and writer are generic.</summary>
    Number,

    /// <summary><c>byte[]</c>.</summary>
    Bytes,

    /// <summary><c>ReadOnlyMemory&lt;byte&gt;</c>.</summary>
    Memory,

    Guid,
    DateTime,
    DateTimeOffset,

    /// <summary>A <c>DateTimeOffset</c> that is a key: written in UTC, so that text order is chronological.</summary>
    KeyTime,

    /// <summary>A <c>DateTime</c> that is a key: written in UTC, so that an instant is one key and text order is chronological.</summary>
    KeyDateTime,

    /// <summary>A <c>DateTimeOffset</c> that is a time to live: a number of seconds.</summary>
    UnixTime,

    /// <summary>A <c>DateTime</c> that is a time to live: a number of seconds.</summary>
    UnixDateTime,

    DateOnly,
    TimeOnly,
    TimeSpan,
    Uri,
}
