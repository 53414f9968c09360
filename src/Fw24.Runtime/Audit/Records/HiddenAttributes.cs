using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fw24.Items;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>The attributes of a table that digests of its images leave out: the sensitive ones.</summary>
internal sealed class HiddenAttributes
{
    /// <summary>What begins the text that says which they are.</summary>
    public const char Mark = '~';

    private const int MarkBytes = 6;

    private readonly SensitiveNames _names;

    /// <summary>Finds them.</summary>
    /// <param name="table">The table.</param>
    public HiddenAttributes(TableModel table)
    {
        _names = table.SensitiveNames;
        Suffix = _names.IsEmpty ? "" : Mark + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', _names.Names))).AsSpan(0, MarkBytes));
    }

    /// <summary>What tells them from others, at the end of a digest; empty when there are none.</summary>
    public string Suffix { get; }

    /// <summary>Whether an attribute is one of them.</summary>
    /// <param name="name">Its name.</param>
    public bool Contains(JsonText name) => _names.Contains(name);
}
