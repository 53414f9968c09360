namespace Fw24.Records;

/// <summary>The first defect of a record: where it is, what was expected there and what was found.</summary>
internal struct RecordDefect
{
    private string? _path;
    private string? _expected;
    private string? _found;

    /// <summary>Whether there is one.</summary>
    public readonly bool IsPresent => _expected is not null;

    /// <summary>Notes the defect at a cursor, unless there is an earlier one.</summary>
    public void Note(string path, in JsonCursor json) => Note(path, json.Expected ?? "another value", json.Found);

    /// <summary>Notes the defect of a member at a cursor, unless there is an earlier one: only then is its path put together.</summary>
    /// <param name="parent">Where the member is; empty for one of the record itself.</param>
    /// <param name="member">Its name.</param>
    /// <param name="inside">Where the defect is within it; empty when it is the member itself.</param>
    /// <param name="json">The cursor.</param>
    public void Note(string parent, JsonText member, string inside, in JsonCursor json)
    {
        if (!IsPresent)
        {
            Note($"{parent}{(parent.Length > 0 ? "." : "")}{ItemPath.Name(member)}{(inside.Length > 0 ? "." : "")}{inside}", json);
        }
    }

    /// <summary>Notes a defect, unless there is an earlier one.</summary>
    public void Note(string path, string expected, string found)
    {
        if (!IsPresent)
        {
            (_path, _expected, _found) = (path, expected, found);
        }
    }

    /// <summary>The defect as a sentence about a record.</summary>
    public readonly string? Describe(string record) => IsPresent
        ? $"{record}{(_path!.Length > 0 ? " " : "")}{_path}: expected {_expected}, found {_found}."
        : null;

    /// <summary>The defect as an exception about a record.</summary>
    public readonly ItemFormatException ToException(string record) => new(record, _path!, _expected!, _found!);
}
