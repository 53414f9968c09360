namespace Fw24;

/// <summary>Where an event source mapping starts to read a stream.</summary>
public enum StreamStartingPosition
{
    /// <summary>At the oldest record the stream still holds: nothing is missed while the mapping is created.</summary>
    TrimHorizon,

    /// <summary>At the newest record: changes made while the mapping is created are lost.</summary>
    Latest,
}
