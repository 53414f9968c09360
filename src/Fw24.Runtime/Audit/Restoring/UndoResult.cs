namespace Fw24.Audit;

/// <summary>What undoing an audited change does.</summary>
public enum UndoResult
{
    /// <summary>What the change wrote is set back to what was before it.</summary>
    Undone,

    /// <summary>Nothing is written: the item is as before the change, such as after an earlier run.</summary>
    AlreadyUndone,

    /// <summary>Nothing of the change is undone, because it no longer applies.</summary>
    Refused,
}
