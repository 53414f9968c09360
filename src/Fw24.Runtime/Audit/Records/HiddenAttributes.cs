using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>The attributes of a table that digests of its images exclude: the sensitive ones, and the mark of a backfill.</summary>
/// <remarks>No record shows a mark that only a handler asked for, so it must not tell the images of two records apart.</remarks>
internal sealed class HiddenAttributes
{
    /// <summary>The first character of <see cref="Suffix"/>.</summary>
    public const char Mark = '~';

    private const int MarkBytes = 6;

    private readonly SensitiveNames _names;

    /// <summary>Collects the hidden attributes of a table.</summary>
    public HiddenAttributes(TableModel table)
    {
        _names = table.SensitiveNames;
        Suffix = _names.IsEmpty ? "" : Mark + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', _names.Names))).AsSpan(0, MarkBytes));
    }

    /// <summary>A suffix of digests that identifies the set of sensitive attributes; empty when the set is empty.</summary>
    public string Suffix { get; }

    /// <summary>Indicates whether an attribute is hidden.</summary>
    public bool Contains(JsonText name) => _names.Contains(name) || name.Is(BackfillMark.Utf8Attribute);
}
